"""Who may read is granted by two people, whatever way it is written (decisions.md 9). Hand-written, no ignore switch.

Nobody can confirm the very first grants of an installation, so they are let in until two people have given the first
one; service accounts, which nobody signs in to, are never granted by people.
"""

BENEFICIARIES = {
    "accounts_appointment": "user",
    "access_clearance": "user",
    "access_compartmentgrant": "office",
}

GRANTS_SQL = """
CREATE OR REPLACE FUNCTION grant_needs_two() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    given jsonb := to_jsonb(NEW);
    acting bigint := nullif(current_setting('parley.user_id', true), '')::bigint;
    founded boolean := EXISTS (SELECT 1 FROM accounts_appointment a WHERE a.confirmed_by_id IS NOT NULL);
    fixed text[] := ARRAY['id', 'user_id', 'office_id', 'level', 'caveats', 'compartment', 'covers_everything',
                          'proposed_by_id'];
    for_service boolean := CASE TG_ARGV[0]
        WHEN 'user' THEN EXISTS (SELECT 1 FROM accounts_user u
                                 WHERE u.id = (given->>'user_id')::bigint AND u.is_service)
        ELSE false END;
BEGIN
    IF (given->>'covers_everything')::boolean AND NOT for_service THEN
        RAISE EXCEPTION 'only a service covers everything' USING ERRCODE = '23514';
    END IF;
    IF for_service THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF founded AND (NEW.confirmed_at IS NOT NULL OR NEW.proposed_by_id IS DISTINCT FROM acting) THEN
            RAISE EXCEPTION 'who acts proposes, and two people grant' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    -- Of a proposal too: otherwise the second person could make it another one and be the only one who knows it.
    IF NOT NEW.valid <@ OLD.valid
       OR EXISTS (SELECT 1 FROM unnest(fixed) f WHERE given->f IS DISTINCT FROM to_jsonb(OLD)->f)
    THEN
        RAISE EXCEPTION 'what was proposed or granted only ends' USING ERRCODE = '23514';
    END IF;
    IF (NEW.confirmed_by_id, NEW.confirmed_at) IS DISTINCT FROM (OLD.confirmed_by_id, OLD.confirmed_at) AND (
        OLD.confirmed_at IS NOT NULL
        OR founded AND (NEW.proposed_by_id IS NULL OR NEW.confirmed_by_id IS DISTINCT FROM acting))
    THEN
        RAISE EXCEPTION 'who acts confirms, once, and two people grant' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
"""
GRANTS_REVERSE_SQL = "DROP FUNCTION grant_needs_two();"

# A service holds every label, so nobody becomes one and nobody signs in as one.
SERVICES_SQL = """
CREATE OR REPLACE FUNCTION service_stays_service() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF (TG_OP = 'UPDATE' AND NEW.is_service <> OLD.is_service) OR (NEW.is_service AND left(NEW.password, 1) <> '!') THEN
        RAISE EXCEPTION 'nobody becomes a service or signs in as one' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER service_stays_service BEFORE INSERT OR UPDATE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION service_stays_service();
"""
SERVICES_REVERSE_SQL = """
DROP TRIGGER service_stays_service ON accounts_user; DROP FUNCTION service_stays_service();
"""
