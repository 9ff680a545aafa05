"""System checks of the house itself."""

from typing import Any

from django.contrib import admin
from django.core.checks import Error, register

from foundation.admin_kit import OpenAdmin, ServiceAdmin
from foundation.site import site


@register("parley")
def one_admin_site(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Nothing registers on Django's own site, and only our bases on ours."""
    errors = [
        Error(f"{model.__name__} is registered on Django's admin site.", id="parley.E001")
        for model in admin.site._registry
    ]
    for model, registered in site._registry.items():
        if not isinstance(registered, ServiceAdmin):
            errors.append(
                Error(f"{type(registered).__name__} is not one of the admin bases.", id="parley.E002")
            )
        elif isinstance(registered, OpenAdmin) and "label" in {f.name for f in model._meta.fields}:
            errors.append(Error(f"{model.__name__} is protected and registered as open.", id="parley.E003"))
    return errors
