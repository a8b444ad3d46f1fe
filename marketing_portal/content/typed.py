"""Django's generic classes as base classes: subscripted for the type checker, plain when the portal runs."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin as PlainInlineModelAdmin
from django.contrib.contenttypes.admin import GenericStackedInline as PlainGenericStackedInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet as PlainGenericFormSet
from django.forms.models import BaseInlineFormSet as PlainInlineFormSet
from django.forms.models import BaseModelFormSet as PlainModelFormSet

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
    ModelAdmin = admin.ModelAdmin[Any]
    StackedInline = admin.StackedInline[Any, Any]
    TabularInline = admin.TabularInline[Any, Any]
    GenericStackedInline = PlainGenericStackedInline
    InlineModelAdmin = PlainInlineModelAdmin[Any, Any]
    ModelFormSet = PlainModelFormSet[Any, Any]
    InlineFormSet = PlainInlineFormSet[Any, Any, Any]
    GenericFormSet = PlainGenericFormSet[Any, Any]
else:
    ModelForm = forms.ModelForm
    ModelAdmin = admin.ModelAdmin
    StackedInline = admin.StackedInline
    TabularInline = admin.TabularInline
    GenericStackedInline = PlainGenericStackedInline
    InlineModelAdmin = PlainInlineModelAdmin
    ModelFormSet = PlainModelFormSet
    InlineFormSet = PlainInlineFormSet
    GenericFormSet = PlainGenericFormSet
