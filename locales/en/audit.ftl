### What admins did (/settings audit)

audit-title = What admins did
audit-nothing = Nothing yet. Whatever admins set, grant or decide here will be listed.
log-erased = A member has had their data erased.
audit-file = Download as CSV
audit-file-said = { $acts ->
    [one] The last act, as a table.
   *[other] The last { $acts } acts, as a table.
}
