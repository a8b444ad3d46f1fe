"""Address of the question “whom do I ask?”."""

from django.urls import path

from usecases.views import asking

app_name = "ask"
urlpatterns = [path("", asking.whom, name="whom")]
