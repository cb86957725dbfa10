"""A paper of nothing but charts, one of each kind."""

from oscp_portal.gallery_charts import example_charts
from reports.compose.charts import for_paper
from reports.content import Masthead
from tests.reports.test_content import holding

CHARTS = holding(*map(for_paper, example_charts()), masthead=Masthead("Wexbridge City Council"))
