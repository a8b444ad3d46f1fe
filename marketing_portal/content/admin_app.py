"""Django's admin with the portal's site in place of the stock one."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """App ``admin``."""

    default_site = "marketing_portal.content.admin_site.PortalAdminSite"
