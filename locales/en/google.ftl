## Why Google makes no meeting rooms, and what an admin does about it

log-no-rooms = Google isn't making meeting links right now, so I'm asking hosts for them. { $reason }
google-credentials-missing = GOOGLE_APPLICATION_CREDENTIALS names { $file }, and there is no such file: correct the path.
google-credentials-unreadable = The file { $file } of GOOGLE_APPLICATION_CREDENTIALS can't be read: let the bot's user read it.
google-credentials-not-json = The file { $file } of GOOGLE_APPLICATION_CREDENTIALS isn't JSON: download it again and leave it as it is.
google-credentials-type = The file { $file } of GOOGLE_APPLICATION_CREDENTIALS holds { $found }: it must be a key of a service account or the file of an authorized user.
google-credentials-incomplete = The file { $file } of GOOGLE_APPLICATION_CREDENTIALS lacks { $missing }, or that's damaged: download it again.
google-revoked = Google has ended the sign-in of the authorized user: sign in again and replace the file. If it ended after seven days, the OAuth app is in testing: publish it (Google Cloud console, OAuth consent screen).
google-session-ended = The Workspace asks the authorized user to sign in again: sign in and replace the file, have the app trusted by the Workspace's admin so that sessions do not end, or use a service account.
google-client-refused = Google doesn't know the authorized user's OAuth client, or its secret was changed: make the file again with the client's current secret.
google-key-refused = Google refuses the service account's key: it was deleted or disabled. Make a new key and replace the file.
google-clock-wrong = Google refuses the time of the bot's machine: set its clock.
google-no-subject = A service account has no Meet of its own: put the address of a Workspace member into GOOGLE_MEET_SUBJECT and allow domain-wide delegation.
google-no-delegation = The service account may not act for { $subject }: in the Workspace's admin console, under domain-wide delegation, allow its client id the scope { $scope }.
google-subject-unknown = Google knows no { $subject }: put the address of a member of the Workspace into GOOGLE_MEET_SUBJECT.
google-scope-missing = The credentials are not for making rooms: sign in again and agree to the scope { $scope }.
google-policy = The Workspace's admin doesn't allow this app: have it trusted under API controls.
google-token-refused = Google Meet at { $url } doesn't take the token that Google gave: check that GOOGLE_MEET_API_URL and the credentials belong together.
google-api-disabled = The Google Meet API is off in { $project }: switch it on in the Google Cloud console (APIs & Services, Library) and wait a few minutes.
google-not-permitted = Google doesn't let this account make rooms ({ $code }): check that Google Meet is on for it, and that it may start meetings.
google-not-open = Google made a room that isn't open ({ $access }), and nobody would be there to let people in: ask the Workspace's admin to allow open meetings for this account.
google-unexpected = What answers at { $url } doesn't answer as Google does ({ $code }): check this address.
google-quota = Google's quota is used up for now: if this goes on, ask for more in the Google Cloud console (Google Meet API, Quotas).
google-unavailable = Google is having trouble itself ({ $code }): there's nothing to do but wait.
google-unreachable = There's no connection to { $url } ({ $code }): check the network, the proxy and the firewall.
google-slow = Google didn't answer within { $seconds } seconds.
google-closed = The bot was shutting down: it'll ask again when it's back.
