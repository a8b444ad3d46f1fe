"""Django's generic classes as base classes: subscripted for the type checker, plain when the portal runs."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.contenttypes.admin import GenericStackedInline as PlainGenericStackedInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet as PlainGenericFormSet
from django.forms.models import BaseInlineFormSet as PlainInlineFormSet

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
    ModelAdmin = admin.ModelAdmin[Any]
    StackedInline = admin.StackedInline[Any, Any]
    TabularInline = admin.TabularInline[Any, Any]
    GenericStackedInline = PlainGenericStackedInline
    InlineFormSet = PlainInlineFormSet[Any, Any, Any]
    GenericFormSet = PlainGenericFormSet
else:
    ModelForm = forms.ModelForm
    ModelAdmin = admin.ModelAdmin
    StackedInline = admin.StackedInline
    TabularInline = admin.TabularInline
    GenericStackedInline = PlainGenericStackedInline
    InlineFormSet = PlainInlineFormSet
    GenericFormSet = PlainGenericFormSet
