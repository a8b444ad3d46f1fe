"""What apps above this one show on the page of a person (content.panels says why)."""

from marketing_portal.content.panels import Panels

person_panels = Panels()
