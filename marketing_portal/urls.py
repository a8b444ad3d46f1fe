"""Every address of the portal."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from marketing_portal import home
from marketing_portal.operations import views as machines

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("marketing_portal.ui.urls")),
    path("", include("marketing_portal.people.urls")),
    path("", include("marketing_portal.content.urls")),
    path("personas/", include("personas.urls")),
    path("use-cases/", include("usecases.urls.use_cases")),
    path("", include("usecases.urls.collateral")),
    path("", include("usecases.urls.organisation")),
    path("journey/", include("usecases.urls.journey")),
    path("ask/", include("usecases.urls.asking")),
    path("gaps/", include("marketing_portal.gaps.urls")),
    path("requests/", include("requests_board.urls.requests")),
    path("milestones/", include("requests_board.urls.milestones")),
    path("inbox/", include("requests_board.urls.inbox")),
    path("search/", include("marketing_portal.search.urls")),
    path("", include("marketing_portal.interchange.urls")),
    path("accounts/", include("marketing_portal.people.accounts.sign_in")),
    path("admin/", admin.site.urls),
    path("healthz", machines.healthz, name="healthz"),
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.favicon, name="favicon"),
]

handler400 = "marketing_portal.ui.views.bad_request"
handler403 = "marketing_portal.ui.views.forbidden"
handler404 = "marketing_portal.ui.views.not_found"
handler500 = "marketing_portal.ui.views.server_error"
