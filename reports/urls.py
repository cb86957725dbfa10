"""The addresses of papers and of their editions."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.papers, name="papers"),
    path("<slug:slug>/", views.paper, name="paper"),
    path("<slug:slug>/paper.pdf", views.paper_pdf, name="paper_pdf"),
    path("<slug:slug>/paper.json", views.paper_json, name="paper_json"),
    path("<slug:slug>/editions/<int:number>/", views.edition, name="edition"),
    path("<slug:slug>/editions/<int:number>/paper.pdf", views.edition_pdf, name="edition_pdf"),
    path("<slug:slug>/editions/<int:number>/paper.json", views.edition_json, name="edition_json"),
]
