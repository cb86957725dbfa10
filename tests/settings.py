"""The portal's own settings, in an environment that says it is a test: no `.env`, and a data folder of its own.

Each process gets its own folder, so that two runs at once never meet in one database.
"""

import atexit
import os
import tempfile

folder = tempfile.TemporaryDirectory(prefix="portal-test-")
atexit.register(folder.cleanup)
os.environ["PORTAL_ENV"] = "test"
os.environ["PORTAL_DATA_DIR"] = folder.name

from oscp_portal.settings import *  # noqa: E402, F403
