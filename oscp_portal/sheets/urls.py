"""The addresses of the spreadsheets of a plan."""

from django.urls import URLPattern, path

from oscp_portal.sheets import views

of_plan: list[URLPattern] = [
    path("", views.sheets, name="sheets"),
    path("<slug:sheet>/", views.sheet, name="sheet"),
    path("<slug:sheet>/template.xlsx", views.sheet_template, name="sheet_template"),
    path("<slug:sheet>/now.xlsx", views.sheet_workbook, name="sheet_workbook"),
    path("<slug:sheet>/now.csv", views.sheet_csv, name="sheet_csv"),
    path("<slug:sheet>/check/", views.sheet_check, name="sheet_check"),
]
