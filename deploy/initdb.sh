#!/bin/sh
# initdb.sh: run once by the PostgreSQL image on an empty volume; makes the roles with the passwords of the secrets.
set -eu
psql --no-psqlrc --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --set owner_password="$(cat /run/secrets/owner_password)" \
    --set app_password="$(cat /run/secrets/app_password)" \
    --set backup_password="$(cat /run/secrets/backup_password)" \
    --file /opt/parley/roles.sql
