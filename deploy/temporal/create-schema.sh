#!/bin/sh
# Creates Temporal's two databases, or brings those of an earlier version up to date.
set -eu
tool() { temporal-sql-tool --plugin "$DB" --ep "$POSTGRES_SEEDS" -p "$DB_PORT" -u "$POSTGRES_USER" --db "$@"; }

for kind in temporal visibility; do
  case $kind in temporal) database=temporal ;; visibility) database=temporal_visibility ;; esac
  tool "$database" create
  # Refused where a schema is there already; a database that cannot be used stops the update after it.
  tool "$database" setup-schema -v 0.0 || true
  tool "$database" update-schema -d "/etc/temporal/schema/postgresql/v12/$kind/versioned"
done
