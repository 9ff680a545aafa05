"""Resources of this floor."""

from attaches.api.around import HostPracticeViewSet
from attaches.api.foreign import ForeignAttacheViewSet
from attaches.api.views import AccreditationViewSet, OfficerViewSet, PostingViewSet, PostViewSet

RESOURCES = [
    ("officers", OfficerViewSet),
    ("posts", PostViewSet),
    ("postings", PostingViewSet),
    ("accreditations", AccreditationViewSet),
    ("host-practices", HostPracticeViewSet),
    ("foreign-attaches", ForeignAttacheViewSet),
]
