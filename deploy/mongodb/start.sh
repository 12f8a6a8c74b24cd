#!/bin/bash
# Starts MongoDB as a replica set of one member that demands authentication.
set -euo pipefail
printf '%s' "$MONGODB_REPLICA_KEY" > /tmp/replica.key
chmod 400 /tmp/replica.key
chown mongodb:mongodb /tmp/replica.key
# A process that dies within a transaction leaves its locks behind for so long; all of the platform's take moments.
exec docker-entrypoint.sh mongod --replSet rs0 --keyFile /tmp/replica.key --bind_ip_all --setParameter transactionLifetimeLimitSeconds=15
