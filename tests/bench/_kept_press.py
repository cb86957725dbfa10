"""The printing process with plain WeasyPrint, but fonts and style sheet kept as ours keeps them: the harder rival."""

from weasyprint import HTML

from reports.rendering.press import WARM_UP, Order, Workshop, main


class KeptWorkshop(Workshop):
    """Workshop without our tags and checks."""

    def print(self, order):
        document = HTML(string=order.html, base_url="asset:paper", url_fetcher=self.fetcher)
        return document.write_pdf(stylesheets=[self.style], font_config=self.fonts, pdf_variant="pdf/ua-1")


def opened():
    workshop = KeptWorkshop()
    workshop.print(Order(WARM_UP, "", "", 0, 0))
    return workshop


if __name__ == "__main__":
    main(opened)
