"""Wall 1 in SQL: which labels a subject dominates, the policy on protected tables, dominance between rows.

Hand-written and without an ignore switch (decisions.md 12). Reviewed as part of the wall.
"""

from typing import Any

from django.db.migrations.operations import RunSQL

from audit.triggers import Audited

# Asked several times by every statement. In plpgsql, because before version 18 PostgreSQL plans the body of a function
# in SQL anew each time it is asked.
ALLOWED_LABELS_SQL = """
CREATE OR REPLACE FUNCTION subject_labels(person bigint, office bigint) RETURNS integer[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN RETURN (
    WITH cleared AS (
        SELECT c.level, c.caveats, c.covers_everything
        FROM access_clearance c
        JOIN accounts_user u ON u.id = c.user_id AND u.is_active
        WHERE c.user_id = person AND c.confirmed_at IS NOT NULL AND c.valid @> home_today()
          AND EXISTS (SELECT 1 FROM accounts_appointment a
                      WHERE a.user_id = person AND a.office_id = office
                        AND a.confirmed_at IS NOT NULL AND a.valid @> home_today())
    ), lists AS (
        SELECT coalesce(array_agg(g.compartment), '{}') AS held
        FROM access_compartmentgrant g
        WHERE g.office_id = office AND g.confirmed_at IS NOT NULL AND g.valid @> home_today()
    )
    SELECT coalesce(array_agg(l.id), '{}')
    FROM access_label l, cleared, lists
    WHERE cleared.covers_everything
       OR (l.level <= cleared.level AND l.caveats <@ cleared.caveats AND l.compartments <@ lists.held)
); END $$;

-- Unclassified, without caveat and list: it may be given to anybody.
CREATE OR REPLACE FUNCTION unmarked(label access_label) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT label.level = 0 AND label.caveats = '{}' AND label.compartments = '{}'
$$;

CREATE OR REPLACE FUNCTION allowed_labels() RETURNS integer[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    receiver text := nullif(current_setting('parley.release_to', true), '');
    held integer[] := subject_labels(nullif(current_setting('parley.user_id', true), '')::bigint,
                                     nullif(current_setting('parley.office_id', true), '')::bigint);
BEGIN
    IF receiver IS NULL THEN
        RETURN held;
    END IF;
    -- I26: what is prepared for another State or an organisation is made of what may be given to it, and less.
    RETURN (SELECT coalesce(array_agg(l.id), '{}') FROM access_label l
            WHERE l.id = ANY (held) AND (receiver = ANY (l.releasable_to) OR unmarked(l)));
END $$;

CREATE OR REPLACE FUNCTION subject_role() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.role FROM accounts_office o
    JOIN accounts_appointment a ON a.office_id = o.id AND a.confirmed_at IS NOT NULL AND a.valid @> home_today()
    JOIN accounts_user u ON u.id = a.user_id AND u.is_active
    WHERE o.id = nullif(current_setting('parley.office_id', true), '')::bigint
      AND u.id = nullif(current_setting('parley.user_id', true), '')::bigint
    LIMIT 1
$$;

CREATE OR REPLACE FUNCTION label_dominates(upper integer, lower integer) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT upper = lower OR EXISTS (
        SELECT 1 FROM access_label u, access_label l
        WHERE u.id = upper AND l.id = lower
          AND u.level >= l.level AND u.caveats @> l.caveats AND u.compartments @> l.compartments
          AND (u.releasable_to <@ l.releasable_to OR unmarked(l)))
$$;
"""
ALLOWED_LABELS_REVERSE_SQL = """
DROP FUNCTION allowed_labels(); DROP FUNCTION subject_labels(bigint, bigint); DROP FUNCTION subject_role();
DROP FUNCTION label_dominates(integer, integer); DROP FUNCTION unmarked(access_label);
"""

# One advisory lock orders relabelling (exclusive) against new rows that point at the relabelled one (shared).
DOMINANCE_SQL = """
CREATE OR REPLACE FUNCTION check_dominance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    link record;
    broken boolean;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7021);
    FOR link IN
        SELECT c.confrelid::regclass AS target, a.attname AS col
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attname = 'label_id' AND NOT t.attisdropped
        WHERE c.contype = 'f' AND c.conrelid = TG_RELID
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM (SELECT DISTINCT n.label_id AS up, p.label_id AS low '
                       'FROM new_rows n JOIN %s p ON p.id = n.%I) pairs WHERE NOT label_dominates(up, low))',
                       link.target, link.col) INTO broken;
        IF broken THEN
            RAISE EXCEPTION 'label of % is below that of what % points to', TG_TABLE_NAME, link.col
                USING ERRCODE = '23514';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION check_relabelling() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    link record;
    broken boolean;
    lowered boolean := true;
BEGIN
    PERFORM pg_advisory_xact_lock(7021);
    -- Lowering is the second person's act: he confirms a proposal for just this step in this very transaction.
    IF NOT label_dominates(NEW.label_id, OLD.label_id) THEN
        lowered := EXISTS (
            SELECT 1 FROM access_loweringproposal p
            JOIN audit_event e ON e."table" = 'access_loweringproposal' AND e.record_id = p.id
                AND e.transaction = pg_current_xact_id()::text::bigint AND e.actor_id = p.confirmed_by_id
            JOIN audit_change c ON c.event_id = e.id AND 'confirmed_at' = ANY (c.columns)
            WHERE p."table" = TG_TABLE_NAME AND p.record_id = NEW.id AND p.proposed_by_id <> p.confirmed_by_id
              AND p.from_label_id = OLD.label_id AND p.new_label_id = NEW.label_id);
    END IF;
    -- A part, without a reference of its own, may make the step that what it points to has made beside it.
    IF NOT lowered AND NOT to_jsonb(NEW) ? 'reference' THEN
        FOR link IN
            SELECT c.confrelid::regclass AS target, a.attname AS col
            FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attname = 'label_id' AND NOT t.attisdropped
            WHERE c.contype = 'f' AND c.conrelid = TG_RELID AND c.confrelid <> TG_RELID
        LOOP
            lowered := lowered OR EXISTS (
                SELECT 1 FROM audit_event e JOIN audit_change c ON c.event_id = e.id
                WHERE e."table" = link.target::text AND e.record_id = (to_jsonb(NEW)->>link.col)::bigint
                  AND e.transaction = pg_current_xact_id()::text::bigint
                  AND (c.before->>'label_id')::int = OLD.label_id AND (c.after->>'label_id')::int = NEW.label_id);
        END LOOP;
    END IF;
    IF NOT lowered THEN
        RAISE EXCEPTION 'lowering a label of % needs a second person', TG_TABLE_NAME USING ERRCODE = '23514';
    END IF;
    FOR link IN
        SELECT c.conrelid::regclass AS source, a.attname AS col
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        JOIN pg_attribute t ON t.attrelid = c.conrelid AND t.attname = 'label_id' AND NOT t.attisdropped
        WHERE c.contype = 'f' AND c.confrelid = TG_RELID
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s d WHERE d.%I = $1 AND NOT label_dominates(d.label_id, $2))',
                       link.source, link.col) INTO broken USING NEW.id, NEW.label_id;
        IF broken THEN
            RAISE EXCEPTION 'rows of % that point here carry a lower label', link.source USING ERRCODE = '23514';
        END IF;
    END LOOP;
    -- Rows that tell of a record by its reference alone (Telling) rise with it; lowering leaves them where they are.
    -- The reference in a proposal is that of the record it is about, not its own.
    IF to_jsonb(NEW) ? 'reference' AND TG_TABLE_NAME <> 'access_loweringproposal'
       AND NOT label_dominates(OLD.label_id, NEW.label_id) THEN
        FOR link IN
            SELECT p.oid::regproc AS below FROM pg_proc p
            WHERE p.pronamespace = 'public'::regnamespace AND starts_with(p.proname, 'told_below_')
        LOOP
            EXECUTE format('SELECT %s($1, $2)', link.below) INTO broken USING to_jsonb(NEW)->>'reference', NEW.label_id;
            IF broken THEN
                RAISE EXCEPTION 'rows that tell of this record stay below it' USING ERRCODE = '23514';
            END IF;
        END LOOP;
    END IF;
    RETURN NULL;
END $$;
"""
# Who proposes to lower is who acts; what he proposed stays as it is, and one person answers it once.
PROPOSAL_GUARD_SQL = """
CREATE OR REPLACE FUNCTION access_guard_proposal() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    acting bigint := nullif(current_setting('parley.user_id', true), '')::bigint;
    movable text[] := ARRAY['label_id', 'version', 'confirmed_by_id', 'confirmed_at',
                            'declined_by_id', 'declined_at', 'declined_because'];
    refusal text[] := ARRAY['declined_by_id', 'declined_at', 'declined_because'];
    told_before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) ELSE '{}' END;
    told_now jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) ELSE '{}' END;
    broken text;
BEGIN
    broken := CASE
        WHEN TG_OP = 'DELETE' THEN 'proposals stay'
        WHEN TG_OP = 'INSERT' THEN CASE WHEN NEW.confirmed_at IS NOT NULL OR NEW.confirmed_by_id IS NOT NULL
            OR told_now->>'declined_at' IS NOT NULL OR told_now->>'declined_by_id' IS NOT NULL
            OR NEW.proposed_by_id IS DISTINCT FROM acting THEN 'one person proposes' END
        WHEN told_now - movable <> told_before - movable THEN 'what was proposed does not change'
        WHEN (NEW.confirmed_by_id, NEW.confirmed_at) IS DISTINCT FROM (OLD.confirmed_by_id, OLD.confirmed_at)
             AND (OLD.confirmed_at IS NOT NULL OR told_before->>'declined_at' IS NOT NULL
                  OR NEW.confirmed_by_id IS DISTINCT FROM acting)
            THEN 'who acts confirms, once'
        WHEN EXISTS (SELECT 1 FROM unnest(refusal) f WHERE told_now->f IS DISTINCT FROM told_before->f)
             AND (OLD.confirmed_at IS NOT NULL OR told_before->>'declined_at' IS NOT NULL
                  OR (told_now->>'declined_by_id')::bigint IS DISTINCT FROM acting)
            THEN 'who acts declines, once'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
"""
PROPOSAL_SQL = f"""
{PROPOSAL_GUARD_SQL}
CREATE TRIGGER two_people BEFORE INSERT OR UPDATE OR DELETE ON access_loweringproposal
    FOR EACH ROW EXECUTE FUNCTION access_guard_proposal();
"""
PROPOSAL_REVERSE_SQL = """
DROP TRIGGER two_people ON access_loweringproposal; DROP FUNCTION access_guard_proposal();
"""
DOMINANCE_REVERSE_SQL = "DROP FUNCTION check_dominance(); DROP FUNCTION check_relabelling();"

POLICY = "label_id IN (SELECT unnest(allowed_labels()))"


class Protected(RunSQL):
    """Migration operation: need-to-know, dominance and audit on `table`; every model based on Classified needs it."""

    def __init__(self, table: str, secret: tuple[str, ...] = ()) -> None:
        self.table, self.secret = table, secret
        audited = Audited(table, secret)
        super().__init__(
            f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            CREATE POLICY need_to_know ON {table} USING ({POLICY}) WITH CHECK ({POLICY});
            CREATE TRIGGER dominance_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
                FOR EACH STATEMENT EXECUTE FUNCTION check_dominance();
            CREATE TRIGGER dominance_update AFTER UPDATE ON {table} REFERENCING NEW TABLE AS new_rows
                FOR EACH STATEMENT EXECUTE FUNCTION check_dominance();
            CREATE CONSTRAINT TRIGGER relabelling AFTER UPDATE OF label_id ON {table} DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (OLD.label_id IS DISTINCT FROM NEW.label_id) EXECUTE FUNCTION check_relabelling();
            {audited.sql}
            """,
            f"""
            {audited.reverse_sql}
            DROP TRIGGER relabelling ON {table};
            DROP TRIGGER dominance_update ON {table};
            DROP TRIGGER dominance_insert ON {table};
            DROP POLICY need_to_know ON {table};
            ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
            """,
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table, self.secret], {}

    def describe(self) -> str:
        return f"Need-to-know, dominance and audit on {self.table}"


class Telling(RunSQL):
    """Migration operation, after Protected(table): its rows tell of the record whose reference stands in `column`.

    check_relabelling() asks, as the owner and so about hidden rows too, whether one would stay below a raised record.
    """

    def __init__(self, table: str, column: str) -> None:
        self.table, self.column = table, column
        super().__init__(
            f"""
            CREATE FUNCTION told_below_{table}(text, integer) RETURNS boolean
            LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
                SELECT EXISTS (SELECT 1 FROM {table} WHERE {column} = $1 AND NOT label_dominates(label_id, $2))
            $$;
            """,  # nosec B608 - names in migrations, nobody's input
            f"DROP FUNCTION told_below_{table}(text, integer);",
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table, self.column], {}

    def describe(self) -> str:
        return f"Rows of {self.table} rise with the record they tell of"
