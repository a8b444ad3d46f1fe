"""What apps above this one show on the page of a use case (content.panels says why)."""

from marketing_portal.content.panels import Panels

use_case_panels = Panels()
