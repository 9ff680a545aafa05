"""Addresses of the workspace."""

from django.urls import path

from workspace.pages import acting, calendar, countries, desk, feed, inbox, rotation, search, telling

app_name = "workspace"
urlpatterns = [
    path("", desk.home, name="home"),
    path("inbox/", inbox.inbox_page, name="inbox"),
    path("inbox/<int:notice_id>/acknowledge/", inbox.acknowledge_notice, name="acknowledge"),
    path("inbox/<int:notice_id>/snooze/", inbox.snooze_notice, name="snooze"),
    path("being-told/", telling.telling_page, name="being-told"),
    path("search/", search.search_page, name="search"),
    path("rotation/", rotation.rotation_page, name="rotation"),
    path("countries/", countries.countries_page, name="countries"),
    path("countries/<slug:code>/", countries.country_page, name="country"),
    path("calendar/", calendar.calendar_page, name="deadlines"),
    path("calendar-feed/", feed.feed_page, name="calendar-feed"),
    path("calendar/<str:address>.ics", feed.calendar_page, name="calendar"),
    path("act-in/", acting.act_in, name="act_in"),
]
