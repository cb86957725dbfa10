"""The addresses at which a paper is signed, published, corrected and withdrawn."""

from django.urls import path

from reports.views import publishing, sign_offs, signing

urlpatterns = [
    path("sign/", signing.sign, name="sign"),
    path("sign/read/", signing.sign_read, name="sign_read"),
    path("sign/<int:pk>/", signing.sign_off_sign, name="sign_off_sign"),
    path("sign/<int:pk>/return/", signing.sign_off_return, name="sign_off_return"),
    path("sign-off/", sign_offs.sign_off, name="sign_off"),
    path("sign-off/send/", sign_offs.sign_off_send, name="sign_off_send"),
    path("sign-off/again/", sign_offs.sign_off_again, name="sign_off_again"),
    path("sign-off/take-back/", sign_offs.sign_off_take_back, name="sign_off_take_back"),
    path("sign-off/add/", sign_offs.sign_off_add, name="sign_off_add"),
    path("sign-off/<int:pk>/", sign_offs.sign_off_edit, name="sign_off_edit"),
    path("sign-off/<int:pk>/remove/", sign_offs.sign_off_remove, name="sign_off_remove"),
    path("sign-off/<int:pk>/remind/", sign_offs.sign_off_nudge, name="sign_off_nudge"),
    path("sign-off/<int:pk>/record/", sign_offs.sign_off_record, name="sign_off_record"),
    path("publish/", publishing.publish, name="publish"),
    path("schedule/", publishing.schedule, name="schedule"),
    path("schedule/undo/", publishing.unschedule, name="unschedule"),
    path("correct/", publishing.correct, name="correct"),
    path("correct/give-up/", publishing.correction_give_up, name="correction_give_up"),
    path("withdraw/", publishing.withdraw, name="withdraw"),
    path("withdraw/undo/", publishing.withdraw_undo, name="withdraw_undo"),
    path("supplement/", publishing.supplement_add, name="supplement_add"),
]
