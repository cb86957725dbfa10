"""The printing process with plain WeasyPrint in it: no tags of ours, no checks, nothing kept from paper to paper."""

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from reports.rendering.assets import print_css
from reports.rendering.press import OwnAssets, main


class BareWorkshop:
    """Prints as `HTML(...).write_pdf()` does in WeasyPrint's own first example."""

    def print(self, order):
        fetcher = OwnAssets()
        fonts = FontConfiguration()
        style = CSS(string=print_css(), font_config=fonts, url_fetcher=fetcher)
        document = HTML(string=order.html, base_url="asset:paper", url_fetcher=fetcher)
        return document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main(BareWorkshop)
