"""The addresses of papers and of their editions."""

from django.urls import include, path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.papers, name="papers"),
    path("new/<slug:partnership_slug>/", views.paper_add, name="paper_add"),
    path("compare/", views.papers_compare, name="papers_compare"),
    path("compare/plans/", views.plans_compare, name="plans_compare"),
    path("<slug:slug>/", views.paper, name="paper"),
    path("<slug:slug>/compare/", views.paper_compare, name="paper_compare"),
    path("<slug:slug>/paper.pdf", views.paper_pdf, name="paper_pdf"),
    path("<slug:slug>/paper.json", views.paper_json, name="paper_json"),
    path("<slug:slug>/editions/<int:number>/", views.edition, name="edition"),
    path("<slug:slug>/editions/<int:number>/paper.pdf", views.edition_pdf, name="edition_pdf"),
    path("<slug:slug>/editions/<int:number>/paper.json", views.edition_json, name="edition_json"),
    path("<slug:slug>/draft/", views.draft, name="draft"),
    path("<slug:slug>/draft/paper.pdf", views.draft_pdf, name="draft_pdf"),
    path("<slug:slug>/draft/paper.docx", views.draft_docx, name="draft_docx"),
    path("<slug:slug>/draft/paper.md", views.draft_markdown, name="draft_markdown"),
    path("<slug:slug>/draft/paper.json", views.draft_json, name="draft_json"),
    path("<slug:slug>/draft/remove/", views.paper_remove, name="paper_remove"),
    path("<slug:slug>/draft/details/", views.paper_edit, name="paper_edit"),
    path("<slug:slug>/draft/head/", views.head_edit, name="head_edit"),
    path("<slug:slug>/draft/no-background/", views.background_none, name="background_none"),
    path("<slug:slug>/check/", views.paper_check, name="paper_check"),
    path("<slug:slug>/sections/add/", views.section_add, name="section_add"),
    path("<slug:slug>/sections/<int:pk>/", views.section_edit, name="section_edit"),
    path("<slug:slug>/sections/<int:pk>/add-after/", views.section_add_after, name="section_add_after"),
    path("<slug:slug>/parts/<slug:part>/add/", views.part_add, name="part_add"),
    path("<slug:slug>/parts/<slug:part>/<int:pk>/", views.part_edit, name="part_edit"),
    path("<slug:slug>/parts/<slug:part>/<int:pk>/add/", views.part_add_within, name="part_add_within"),
    path("<slug:slug>/parts/<slug:part>/<int:pk>/up/", views.part_up, name="part_up"),
    path("<slug:slug>/parts/<slug:part>/<int:pk>/down/", views.part_down, name="part_down"),
    path("<slug:slug>/parts/<slug:part>/<int:pk>/in/", views.part_in, name="part_in"),
    path("<slug:slug>/parts/<slug:part>/<int:pk>/out/", views.part_out, name="part_out"),
    path("<slug:slug>/parts/<slug:part>/<int:pk>/remove/", views.part_remove, name="part_remove"),
    path("<slug:slug>/appendices/<int:pk>/paper.pdf", views.appendix_file, name="appendix_file"),
    path("<slug:slug>/comments/on/<str:place>/", views.comment_add, name="comment_add"),
    path("<slug:slug>/comments/<int:pk>/", views.comment_answer, name="comment_answer"),
    path("<slug:slug>/comments/<int:pk>/settle/", views.comment_resolve, name="comment_resolve"),
    path("<slug:slug>/comments/<int:pk>/remove/", views.comment_remove, name="comment_remove"),
    path("<slug:slug>/", include("reports.signing_urls")),
]
