"""The portal's own settings, in an environment that says it is a test and reads no `.env`."""

import os

os.environ["PORTAL_ENV"] = "test"

from oscp_portal.settings import *  # noqa: F403
