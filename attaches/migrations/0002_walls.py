"""Need-to-know, lifecycles and search of everything kept about representation abroad."""

from django.db import migrations

from access.lifecycles import Lifecycle
from access.search import Searchable
from access.walls import Protected

POST_STEPS = {
    "planned": ["authorised", "closed"],
    "authorised": ["established", "closed"],
    "established": ["suspended", "closed"],
    "suspended": ["established", "closed"],
}
BROKEN_OFF = ["recalled", "declared_png", "suspended"]
POSTING_STEPS = {
    "proposed": ["selected", "withdrawn"],
    "selected": ["prepared", "withdrawn"],
    "prepared": ["mod_ordered", "withdrawn"],
    "mod_ordered": ["mfa_coordinated", "withdrawn"],
    "mfa_coordinated": ["consent_requested", "accreditation_requested", "withdrawn"],
    "consent_requested": ["consent_granted", "consent_refused", "withdrawn"],
    "consent_granted": ["accreditation_requested", "withdrawn", *BROKEN_OFF],
    "accreditation_requested": ["accredited", "withdrawn", *BROKEN_OFF],
    "accredited": ["in_post", "withdrawn", *BROKEN_OFF],
    "in_post": ["extension_pending", "handover", *BROKEN_OFF],
    "extension_pending": ["in_post", *BROKEN_OFF],
    "handover": ["ended", *BROKEN_OFF],
    "ended": ["debriefed"],
    "recalled": ["ended"],
    "declared_png": ["ended"],
    "suspended": [
        "consent_granted", "accreditation_requested", "accredited", "in_post", "extension_pending", "handover",
        "recalled", "declared_png", "ended",
    ],
}  # fmt: skip
LOST = ["objected", "ended", "withdrawn"]
ACCREDITATION_STEPS = {
    "planned": ["consent_requested", "accreditation_requested", "withdrawn"],
    "consent_requested": ["consent_granted", "consent_refused", "objected", "withdrawn"],
    "consent_granted": ["accreditation_requested", *LOST],
    "accreditation_requested": ["accredited", *LOST],
    "accredited": ["ended", "objected"],
}

# I3: what a posting says of consent is what its principal accreditation says, and nobody takes up a post without it.
# I5: a host accredits to an office that is established.
ACCORD_SQL = """
CREATE FUNCTION attaches_posting_accords() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    principal text;
BEGIN
    SELECT state INTO principal FROM attaches_accreditation WHERE posting_id = NEW.id AND role = 'principal';
    IF NEW.state = 'in_post' AND OLD.state = 'accredited' AND principal IS DISTINCT FROM 'accredited'
       OR OLD.state <> 'suspended' AND principal IS DISTINCT FROM NEW.state AND NEW.state IN
          ('consent_requested', 'consent_granted', 'consent_refused', 'accreditation_requested', 'accredited') THEN
        RAISE EXCEPTION 'the principal accreditation does not say %', NEW.state USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER accords AFTER UPDATE OF state ON attaches_posting FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION attaches_posting_accords();

CREATE FUNCTION attaches_accreditation_to_office() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM attaches_posting g JOIN attaches_post p ON p.id = g.post_id
                   WHERE g.id = NEW.posting_id AND p.state = 'established') THEN
        RAISE EXCEPTION 'the post is not established' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER to_office AFTER INSERT OR UPDATE OF state ON attaches_accreditation FOR EACH ROW
    WHEN (NEW.state IN ('accreditation_requested', 'accredited'))
    EXECUTE FUNCTION attaches_accreditation_to_office();
"""
ACCORD_REVERSE_SQL = """
DROP TRIGGER to_office ON attaches_accreditation; DROP FUNCTION attaches_accreditation_to_office();
DROP TRIGGER accords ON attaches_posting; DROP FUNCTION attaches_posting_accords();
"""
TABLES = (
    "officer", "officerparticulars", "languageresult", "post", "posttransition", "posting", "postingtransition",
    "postingremark", "accreditation", "accreditationtransition",
)  # fmt: skip


def lifecycle(name: str, steps: dict[str, list[str]], initial: str) -> Lifecycle:
    return Lifecycle(f"attaches_{name}", f"attaches_{name}transition", f"{name}_id", steps, [initial])


class Migration(migrations.Migration):
    dependencies = [("attaches", "0001_initial"), ("access", "0002_walls")]
    operations = [
        *(Protected(f"attaches_{table}") for table in TABLES),
        lifecycle("post", POST_STEPS, "planned"),
        lifecycle("posting", POSTING_STEPS, "proposed"),
        lifecycle("accreditation", ACCREDITATION_STEPS, "planned"),
        migrations.RunSQL(ACCORD_SQL, ACCORD_REVERSE_SQL),
        Searchable("attaches_officer", ["reference", "full_name"]),
        Searchable("attaches_post", ["reference", "code", "designation"]),
    ]
