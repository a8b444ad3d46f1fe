"""The matrices: who is directly responsible (role x use case), and the key links (kind x use case).

Each cell is a row with a version of its own, so that two people who edit different cells never meet.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.models import NOT_IN_HISTORY, Versioned, tracked
from marketing_portal.people.models import Person
from usecases.models.use_case import UseCase
from usecases.vocabulary import LinkState


class ActivationRole(Versioned):
    """A role of the activation team: what its DRI is responsible for, in every use case."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120, unique=True, help_text="As the matrix names the role.")
    list_name = models.CharField(max_length=120, blank=True, help_text="As the list of roles names it.")
    responsibility = models.TextField(blank=True)
    lead = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="roles_led"
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Row in the matrix.")
    list_position = models.PositiveSmallIntegerField(default=0)

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class DRICellQuerySet(models.QuerySet["DRICell"]):
    """Questions about cells."""

    def for_matrix(self) -> Self:
        """With the people in each cell."""
        return self.select_related("use_case", "role").prefetch_related("assignments__person")

    def unknown(self) -> Self:
        """Where nobody knows who is responsible."""
        return self.filter(state=Knowledge.UNKNOWN)

    def vacant(self) -> Self:
        """Where somebody should be named and nobody is."""
        return self.filter(assignments__isnull=True).exclude(state=Knowledge.NOT_APPLICABLE)


class DRICell(Versioned):
    """One role in one use case: people, or a plain “unknown”."""

    HISTORY_CHILDREN = ("assignments",)

    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="dri_cells")
    role = models.ForeignKey(ActivationRole, on_delete=models.CASCADE, related_name="cells")
    state = models.CharField(max_length=16, choices=Knowledge, default=Knowledge.UNKNOWN)
    raw = models.CharField(max_length=200, blank=True, help_text="As the source writes the cell.")

    objects = DRICellQuerySet.as_manager()
    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["role__order", "use_case__dri_position"]
        verbose_name = "DRI cell"
        constraints = [models.UniqueConstraint(fields=["use_case", "role"], name="dri_cell_once")]

    def __str__(self) -> str:
        return f"{self.role}, {self.use_case.short}"

    @property
    def edit_url(self) -> str:
        """Its form."""
        return reverse("usecases:dri_cell", args=[self.role.key, self.use_case.slug])

    def get_absolute_url(self) -> str:
        """Its place in the matrix."""
        return f"{reverse('usecases:dri')}#cell-{self.role.key}-{self.use_case.slug}"


class DRIAssignment(models.Model):
    """One directly responsible individual. Several can share a cell; their order matters to readers."""

    cell = models.ForeignKey(DRICell, on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dri_assignments")
    written = models.CharField(max_length=80, blank=True, help_text="As the source writes the name.")
    order = models.PositiveSmallIntegerField(default=0)

    history = tracked()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "DRI assignment"
        constraints = [models.UniqueConstraint(fields=["cell", "person"], name="dri_once_a_cell")]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def history_root(self) -> DRICell:
        """The cell."""
        return self.cell


class KeyLinkKind(Versioned):
    """A row of the key-links matrix; the row of the epics itself links to the parent epic."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    url = models.URLField(max_length=400, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class KeyLink(Versioned):
    """One cell of the key-links matrix."""

    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="key_links")
    kind = models.ForeignKey(KeyLinkKind, on_delete=models.CASCADE, related_name="links")
    state = models.CharField(max_length=20, choices=LinkState, default=LinkState.TBD)
    label = models.CharField(max_length=160, blank=True)
    target = models.URLField(max_length=400, blank=True)
    raw = models.CharField(
        max_length=400, blank=True, help_text="As the source writes the address, where it differs."
    )
    internal = models.BooleanField(default=False, help_text="Shown to signed-in people only.")
    note = models.CharField(max_length=300, blank=True)

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["kind__order", "use_case__tier", "use_case__position"]
        constraints = [
            models.UniqueConstraint(fields=["use_case", "kind"], name="key_link_once"),
            models.CheckConstraint(
                condition=~Q(state__in=[LinkState.URL, LinkState.EPIC, LinkState.CHANNEL_LINK])
                | ~Q(target=""),
                name="key_link_has_its_target",
                violation_error_message="A link needs an address to open.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.use_case.short}"

    @property
    def edit_url(self) -> str:
        """Its form."""
        return reverse("usecases:key_link", args=[self.kind.key, self.use_case.slug])

    def get_absolute_url(self) -> str:
        """Its place in the matrix."""
        return f"{reverse('usecases:key_links')}#cell-{self.kind.key}-{self.use_case.slug}"
