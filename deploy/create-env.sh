#!/bin/sh
# Writes .env with a random secret for everything that docker-compose.yml asks for. Never overwrites one.
set -eu
cd "$(dirname "$0")/.."

if [ -e .env ]; then
  echo '.env is there already; nothing was changed.' >&2
  exit 1
fi

# Only letters and digits, which need no escaping in an URL.
secret() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

umask 077
cat > .env <<END
# The name that people reach the platform under; a public one gets a certificate by itself.
DOMAIN=localhost
ADMIN_EMAIL=
ADMIN_PASSWORD=$(secret)

# Without a key the bots answer by quoting their documents.
OPENAI_API_KEY=
ANTHROPIC_API_KEY=

# Keep a copy of these elsewhere: without BACKUP_KEY no backup can be read, without ENCRYPTION_KEY not its secrets.
JWT_SECRET=$(secret)
ENCRYPTION_KEY=$(secret)
BACKUP_KEY=$(secret)

MONGODB_ROOT_PASSWORD=$(secret)
MONGODB_PASSWORD=$(secret)
MONGODB_REPLICA_KEY=$(secret)
VALKEY_PASSWORD=$(secret)
QDRANT_API_KEY=$(secret)
TEMPORAL_DB_PASSWORD=$(secret)
END
echo 'Wrote .env. The administrator is "admin"; the password is ADMIN_PASSWORD in it.'
