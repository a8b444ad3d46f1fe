"""Pages of the design system itself."""

from django.urls import path

from marketing_portal.ui import views

app_name = "ui"
urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("theme/", views.theme, name="theme"),
]
