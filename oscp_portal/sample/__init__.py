"""Loading plain data files into an empty portal: every record checked, all or nothing, each fault with file, line and
field.
"""

from oscp_portal.sample.loading import Loaded, SampleError, check_files, digest_of, load_files

__all__ = ["Loaded", "SampleError", "check_files", "digest_of", "load_files"]
