-- The three roles of Parley and its database, for a ministry's own PostgreSQL (15 or newer). Run by its administrator,
-- as often as wanted; nothing that is there already is made again:
--
--     psql --username postgres \
--         --set owner_password=... --set app_password=... --set backup_password=... --file deploy/roles.sql
--
-- A password that is not given stays as it is: for servers that know people by other means. The owner migrates and
-- holds every table, the application serves and is bound by row security, the backup reads everything for dumps.
-- None of them is a superuser. embedded/cluster.py makes the same for `make run`.

\set ON_ERROR_STOP on

SELECT format('CREATE ROLE %I', wanted.name)
FROM (VALUES ('parley_owner'), ('parley_app'), ('parley_backup')) AS wanted (name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name)
\gexec

ALTER ROLE parley_owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE parley_app LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE parley_backup LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION BYPASSRLS;
GRANT pg_read_all_data TO parley_backup;

\if :{?owner_password}
ALTER ROLE parley_owner PASSWORD :'owner_password';
\endif
\if :{?app_password}
ALTER ROLE parley_app PASSWORD :'app_password';
\endif
\if :{?backup_password}
ALTER ROLE parley_backup PASSWORD :'backup_password';
\endif

SELECT 'CREATE DATABASE parley OWNER parley_owner ENCODING ''UTF8'' TEMPLATE template0'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'parley')
\gexec

REVOKE ALL ON DATABASE parley FROM PUBLIC;
GRANT CONNECT ON DATABASE parley TO parley_app, parley_backup;
