"""The printing process with plain WeasyPrint, but fonts and style sheet kept as ours keeps them: the harder rival."""

from weasyprint import HTML

from reports.rendering.press import Workshop, main


class KeptWorkshop(Workshop):
    """Workshop without our tags and checks."""

    def print(self, html):
        document = HTML(string=html, base_url="asset:paper", url_fetcher=self.fetcher)
        return document.write_pdf(stylesheets=[self.style], font_config=self.fonts, pdf_variant="pdf/ua-1")


def opened():
    workshop = KeptWorkshop()
    workshop.print('<!DOCTYPE html><html lang="en"><head><title>Warm up</title></head><body><p>1</p></body></html>')
    return workshop


if __name__ == "__main__":
    main(opened)
