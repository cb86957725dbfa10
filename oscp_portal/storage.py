"""How static files are stored for serving."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Files named by their content's hash and compressed once; scripts' imports of each other are renamed along."""

    support_js_module_import_aggregation = True
