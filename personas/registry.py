"""What apps above this one show on the page of a persona (content.panels says why)."""

from marketing_portal.content.panels import Panels

persona_panels = Panels()
