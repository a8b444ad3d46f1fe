"""Addresses of signing in. django-allauth's views under their usual names, but only those that this portal uses.

People do not change their own e-mail address (it says who they are; an administrator changes it), confirm addresses
or sign in by mailed codes. The second factor and the company's identity provider are there when they are switched on.
"""

from allauth.account import views
from allauth.mfa.totp.views import activate_totp
from csp.decorators import csp_update
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

PICTURES_IN_THE_PAGE = csp_update(
    {"img-src": ["data:"]}
)  # the QR code of the second factor is a data: picture

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("signup/", views.signup, name="account_signup"),  # says that accounts are by invitation
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
if settings.MFA_ENABLED:
    urlpatterns += [
        path("2fa/totp/activate/", PICTURES_IN_THE_PAGE(activate_totp), name="mfa_activate_totp"),
        path("2fa/", include("allauth.mfa.urls")),
    ]
if settings.OIDC_SERVER_URL:
    urlpatterns += [
        path("3rdparty/", include("allauth.socialaccount.urls")),
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    ]
