"""Makes the test database that a whole run starts from: `python -m tests.support.make_template`."""

import os

from tests.support import environment

environment.prepare()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketing_portal.settings")

import django  # noqa: E402  the settings are read from the environment

django.setup()

from django.db import connection  # noqa: E402

from tests.support import content, template  # noqa: E402


def main() -> None:
    """Create, migrate and fill the database that PORTAL_TEST_TEMPLATE names."""
    connection.settings_dict["TEST"]["NAME"] = template.chosen()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    content.load()
    connection.close()


if __name__ == "__main__":
    main()
