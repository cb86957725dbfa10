"""The portal as a whole: its settings, its one map of addresses, and the pages that read several apps."""

import sys
from importlib.util import find_spec

# Django talks to whatever `sqlite3` names. SQLite before 3.51.3 can corrupt a database in WAL mode when several
# connections write and checkpoint at once, and Debian 12 carries 3.40. The pysqlite3 wheel carries a mended SQLite,
# so it takes the name here, before Django looks for it. Where there is no such wheel, Python's own SQLite serves.
if find_spec("pysqlite3") is not None:
    import pysqlite3.dbapi2

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
