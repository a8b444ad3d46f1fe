"""Addresses of the organisation: ownership, how the work goes, releases, hiring."""

from django.urls import path

from usecases.views import organisation, releases

app_name = "organisation"
urlpatterns = [
    path("ownership/", organisation.ownership, name="ownership"),
    path("organisation/", organisation.work, name="work"),
    path("hiring/", organisation.hiring, name="hiring"),
    path("releases/", releases.releases, name="releases"),
    path("releases/new/", releases.new, name="release_new"),
    path("releases/<slug:slug>/", releases.release, name="release"),
    path("releases/<slug:slug>/answers/<int:pk>/", releases.answer, name="release_answer"),
    path("releases/<slug:slug>/finish/", releases.finish, name="release_finish"),
    path("releases/<slug:slug>/withdraw/", releases.withdraw, name="release_withdraw"),
    path("releases/<slug:slug>/reopen/", releases.reopen, name="release_reopen"),
]
