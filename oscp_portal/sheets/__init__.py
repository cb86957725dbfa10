"""Spreadsheets in and out: what an officer may keep in Excel, downloaded, filled in, looked through and taken in.

`cells` reads what people type into cells; `columns` says what a sheet is made of; each kind (`kinds`) knows its records
and the operations that write them. `reading` takes an upload apart, `comparing` tells it from what the portal has,
`taking_in` carries the changes out, all or none.
"""
