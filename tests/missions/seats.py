"""Who writes papers, who stands in for others, and who sits at the offices of the route."""

WRITERS = ("attache", "attache", "head_of_mission", "mfa_desk", "cmd_desk")
STAND_INS = (
    "cmd_desk",
    "mod_legal",
    "mfa_legal",
    "operations_desk",
    "mfa_desk_2",
    "head_of_mission",
    "imcd_head",
)
SEATS = {
    "attache-tr": ["attache"], "hom-tr": ["head_of_mission"], "cmd-head": ["cmd_head"], "imcd-head": ["imcd_head"],
    "mfa-desk": ["mfa_desk", "mfa_desk_2"], "mfa-milpol": ["mfa_milpol"], "mod-leadership": ["mod_leadership"],
    "mfa-leadership": ["mfa_leadership"],
}  # fmt: skip
