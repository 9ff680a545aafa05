"""How the OpenAPI document calls things: every set of choices by its own name, whatever fields carry it."""

CHOICES = {
    "accounts.models.token": ("TokenScope",),
    "activities.engine": ("ConferenceStanding", "PhaseStanding"),
    "activities.lifecycle": (
        "ActivityState", "Aspect", "ClearanceState", "Conference", "DeploymentState", "Direction", "ExerciseReport",
        "ExerciseSize", "InspectionState", "LessonTopic", "Level", "ProtocolLevel", "RETURN_STEPS", "ReturnState",
        "VisitPhase",
    ),
    "activities.terms": (
        "Bound", "CostBearer", "CostItem", "FundingSource", "Handling", "InspectionDirection", "InspectionKind",
        "Measure", "PowerType", "Prerequisite", "RankLevel", "Recurrence", "Regime",
    ),
    "agreements.engine": (
        "DeadlineKind", "LaterKind", "NoticeBasis", "NoticeUnit", "ProvisionKind", "ProvisionState", "RenewalMode",
    ),
    "agreements.lifecycle": (
        "AgreementKind", "AgreementLevel", "AgreementState", "Capacity", "ConsentForm", "DomesticKind",
        "EifRule", "FamilyRelation", "FullPowersScope", "Participation", "PlanState", "SignatureKind", "StatementKind",
    ),
    "agreements.models.plan": ("Bearer", "MeetingLevel", "PlanFunding", "PlanHost"),
    "accounts.roles": ("Role",),
    "approvals.engine": ("Refusal",),
    "approvals.lifecycle": (
        "CaseState", "DaysFrom", "DelegationState", "ReturnReason", "StepMode", "StepState", "Verdict",
    ),
    "approvals.models.route": ("STEP_VERDICTS",),
    "attaches.lifecycle": (
        "AccreditationRole", "AccreditationState", "CorpsCallKind", "ForeignAttacheState", "PostKind", "PostState",
        "PostTitle", "PostingState", "StaffLevel",
    ),
    "attaches.terms": ("CallKind", "Rank", "ServiceBranch", "SubmissionKind"),
    "correspondence.lifecycle": ("CorrespondenceDirection", "CorrespondenceKind", "CorrespondenceState"),
    "directory.terms": (
        "CargoClass", "ComparatorCase", "FactorKind", "FormatStatus", "MembershipKind", "NameLanguage", "Passage",
        "StanceKind", "TenureStanding", "VehicleKind",
    ),
    "directory.models.country": ("Region",),
    "directory.models.institution": ("InstitutionKind",),
    "directory.models.mission": ("MissionKind", "TenureKind"),
    "missions.lifecycle": (
        "ConflictState", "Dimension", "DocumentKind", "DocumentState", "PaperState", "Resolution", "ResourceKind",
        "Section", "Severity", "VersionState",
    ),
    "reminders.terms": ("About", "Repeat"),
    "missions.terms": ("AdviceOutcome", "AdviceWay", "ConsultationOutcome", "ContactLevel", "CoordinationLevel",
                       "Horizon", "ItemOutcome", "ObjectiveAspect", "ReportRhythm"),
}  # fmt: skip

SPECTACULAR_SETTINGS = {
    "TITLE": "Parley",
    "DESCRIPTION": "The register of a Center for Military Diplomacy.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["access.authentication.SubjectRequired"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "InterfaceLanguageChoice": "django.conf.settings.LANGUAGES",
        "PaperLanguageChoice": "missions.models.paper.LANGUAGES",
        "TextLanguageChoice": "agreements.models.agreement.TEXT_LANGUAGES",
        "CorpsTitleChoice": "attaches.models.foreign_attache.CORPS_TITLE_CHOICES",
        "ActivityEnteredAsChoice": "activities.api.serializers.STANDS_AS",
        "AgreementSubmissionChoice": "agreements.lifecycle.SubmissionKind",
        "ProvisionReportedChoice": "agreements.models.provision.REPORTABLE",
        "PlanEnteredAsChoice": "agreements.api.plans.STANDS_AS",
        "AgreementEnteredAsChoice": "agreements.api.serializers.STANDS_AS",
        "AdviceAnswerChoice": "missions.api.advice.ANSWERS",
        "ClassificationChoice": "django.conf.settings.LADDER",
        **{f"{name}Choice": f"{module}.{name}" for module, names in CHOICES.items() for name in names},
    },
}
