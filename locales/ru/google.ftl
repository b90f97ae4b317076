## Почему Google не создаёт комнаты и что с этим делает администратор

log-no-rooms = Google сейчас не создаёт ссылки на встречи, поэтому их просят у организаторов. { $reason }
google-credentials-missing = В GOOGLE_APPLICATION_CREDENTIALS указан { $file }, но такого файла нет: исправьте путь.
google-credentials-unreadable = Файл { $file } из GOOGLE_APPLICATION_CREDENTIALS не читается: разрешите пользователю бота читать его.
google-credentials-not-json = Файл { $file } из GOOGLE_APPLICATION_CREDENTIALS не JSON: скачайте его снова и не меняйте.
google-credentials-type = В файле { $file } из GOOGLE_APPLICATION_CREDENTIALS лежит { $found }: нужен ключ сервисного аккаунта или файл авторизованного пользователя.
google-credentials-incomplete = В файле { $file } из GOOGLE_APPLICATION_CREDENTIALS нет { $missing }, или это повреждено: скачайте файл снова.
google-revoked = Google завершил вход авторизованного пользователя: войдите снова и замените файл. Если вход закончился через семь дней, приложение OAuth в режиме тестирования: опубликуйте его (Google Cloud console, OAuth consent screen).
google-session-ended = Workspace просит авторизованного пользователя войти снова: войдите и замените файл, попросите администратора Workspace доверять приложению, чтобы сеансы не кончались, или возьмите сервисный аккаунт.
google-client-refused = Google не знает клиента OAuth авторизованного пользователя, или его секрет сменили: создайте файл заново с нынешним секретом.
google-key-refused = Google не принимает ключ сервисного аккаунта: его удалили или отключили. Создайте новый ключ и замените файл.
google-clock-wrong = Google не принимает время машины, где работает бот: поправьте её часы.
google-no-subject = У сервисного аккаунта нет своего Meet: впишите адрес участника Workspace в GOOGLE_MEET_SUBJECT и разрешите делегирование на весь домен.
google-no-delegation = Сервисному аккаунту нельзя действовать за { $subject }: в консоли администратора Workspace, в делегировании на весь домен, разрешите его клиенту область { $scope }.
google-subject-unknown = Google не знает { $subject }: впишите в GOOGLE_MEET_SUBJECT адрес участника Workspace.
google-scope-missing = Эти учётные данные не дают создавать комнаты: войдите снова и согласитесь на область { $scope }.
google-policy = Администратор Workspace не разрешает это приложение: попросите доверять ему в разделе управления API.
google-token-refused = Google Meet по адресу { $url } не принимает токен, который выдал Google: проверьте, что GOOGLE_MEET_API_URL и учётные данные подходят друг другу.
google-api-disabled = В { $project } выключен Google Meet API: включите его в Google Cloud console (APIs & Services, Library) и подождите несколько минут.
google-not-permitted = Google не даёт этому аккаунту создавать комнаты ({ $code }): проверьте, что Google Meet для него включён и что он может начинать встречи.
google-not-open = Google создал закрытую комнату ({ $access }), а впустить туда было бы некому: пусть администратор Workspace разрешит этому аккаунту открытые встречи.
google-unexpected = То, что отвечает по адресу { $url }, отвечает не как Google ({ $code }): проверьте адрес.
google-quota = Квота Google на время исчерпана: если это надолго, попросите больше в Google Cloud console (Google Meet API, Quotas).
google-unavailable = У Google самого неполадки ({ $code }): остаётся подождать.
google-unreachable = Нет связи с { $url } ({ $code }): проверьте сеть, прокси и брандмауэр.
google-slow = Google не ответил за { $seconds } с.
google-closed = Бот останавливался: он спросит снова, когда вернётся.
