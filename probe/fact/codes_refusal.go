package fact

// The codes of why a server takes no login now.
const (
	PolicyBlocked         Code = "policy-blocked"
	AccountDisabled       Code = "account-disabled"
	AccountLocked         Code = "account-locked"
	PasswordExpired       Code = "password-expired"
	RateLimited           Code = "rate-limited"
	TooManyConnections    Code = "too-many-connections"
	TemporaryFailure      Code = "temporary-failure"
	LoginTimeout          Code = "login-timeout"
	LoginBudgetSpent      Code = "login-budget-spent"
	SubmissionWithoutAuth Code = "submission-without-auth"
)

var refusal = []Cause{
	{
		Code: PolicyBlocked, Severity: Error,
		Title: Words{"forbidden by policy", "durch Richtlinie verboten"},
		Message: Words{
			"a rule of the organisation forbids this login at {host}.",
			"Eine Richtlinie der Organisation verbietet diese Anmeldung bei {host}.",
		},
		Remedy: Words{
			"Ask the administrator: security defaults or conditional access must allow it.",
			"Fragen Sie die Administration: Sicherheitsstandards oder bedingter Zugriff müssen die Anmeldung zulassen.",
		},
		About: Words{
			"The server says that a rule of the organisation forbids the login, not that the password is wrong. " +
				"At Microsoft 365 these are the security defaults and conditional access: by country, device or kind of program.",
			"Der Server meldet, dass eine Richtlinie der Organisation die Anmeldung verbietet, nicht dass das Passwort falsch ist. " +
				"Bei Microsoft 365 sind das die Sicherheitsstandards und der bedingte Zugriff: nach Land, Gerät oder Art des Programms.",
		},
	},
	{
		Code: AccountDisabled, Severity: Error,
		Title:   Words{"account disabled", "Konto deaktiviert"},
		Message: Words{"the account is disabled at {host}.", "Das Konto ist bei {host} deaktiviert."},
		Remedy: Words{
			"Ask the provider or the administrator why.",
			"Fragen Sie den Anbieter oder die Administration nach dem Grund.",
		},
		About: Words{
			"The server says that the account is disabled, suspended, or to be cleared up with the administrator. " +
				"Unpaid bills, a closed contract, abuse and an employee who has left are the usual causes.",
			"Der Server meldet, dass das Konto deaktiviert oder ausgesetzt ist oder dass man sich an die Administration wenden soll. " +
				"Meist sind es unbezahlte Rechnungen, ein gekündigter Vertrag, Missbrauch oder ein ausgeschiedener Mitarbeiter.",
		},
	},
	{
		Code: AccountLocked, Severity: Error,
		Title:   Words{"account locked", "Konto gesperrt"},
		Message: Words{"the account is locked at {host}.", "Das Konto ist bei {host} gesperrt."},
		Remedy: Words{
			"Stop trying passwords; log in on the website or ask the provider to unlock it.",
			"Probieren Sie keine weiteren Passwörter. Melden Sie sich auf der Website an, oder lassen Sie das Konto vom Anbieter entsperren.",
		},
		About: Words{
			"The server says that the account is locked for the time being, mostly after wrong passwords. " +
				"Often a telephone or another computer keeps trying an old one. Further attempts make it last longer.",
			"Der Server meldet, dass das Konto vorerst gesperrt ist, meist nach falschen Passwörtern. " +
				"Oft versucht ein Telefon oder ein anderer Rechner weiter ein altes. Weitere Versuche verlängern die Sperre.",
		},
	},
	{
		Code: PasswordExpired, Severity: Error,
		Title:   Words{"password expired", "Passwort abgelaufen"},
		Message: Words{"the password has expired.", "Das Passwort ist abgelaufen."},
		Remedy: Words{
			"Set a new password on the provider's website and enter that.",
			"Setzen Sie auf der Website des Anbieters ein neues Passwort und tragen Sie dieses ein.",
		},
		About: Words{
			"The password was right once, but has to be changed before the next login; the server says so. " +
				"Organisations make passwords expire, and providers do after a leak.",
			"Das Passwort war einmal richtig, muss aber vor der nächsten Anmeldung geändert werden; so meldet es der Server. " +
				"In Organisationen laufen Passwörter ab, bei Anbietern nach einem Datenleck.",
		},
	},
	{
		Code: RateLimited, Severity: Error, AtGreeting: true, Undecided: true,
		Title: Words{"too many attempts", "zu viele Versuche"},
		Message: Words{
			"{host} has had too many login attempts and takes none for now.",
			"{host} hat zu viele Anmeldeversuche gezählt und nimmt vorerst keine an.",
		},
		Remedy: Words{
			"Wait at least 15 minutes; close mail programs that keep trying an old password.",
			"Warten Sie mindestens 15 Minuten. Schließen Sie Mailprogramme, die noch ein altes Passwort versuchen.",
		},
		About: Words{
			"The server counts logins and takes no more for now; it says nothing of the password. " +
				"Usually a program tries again and again with an old password, or asks for mail too often. Mailprobe does not try again.",
			"Der Server zählt Anmeldungen und nimmt vorerst keine mehr an; über das Passwort sagt er damit nichts. " +
				"Meist versucht es ein Programm immer wieder mit einem alten Passwort oder fragt zu oft nach E-Mails. Mailprobe versucht es nicht noch einmal.",
		},
		Hints: []NeedCode{NeedAppPassword, NeedAuthorizationCode},
		Variants: []Variant{
			{
				Name: "delay",
				Message: Words{
					"{host} wants some time to pass between two logins.",
					"{host} verlangt eine Pause zwischen zwei Anmeldungen.",
				},
				Remedy: Words{
					"Wait some minutes, and let mail programs check for mail less often.",
					"Warten Sie einige Minuten und lassen Sie Mailprogramme seltener nach E-Mails sehen.",
				},
			},
		},
	},
	{
		Code: TooManyConnections, Severity: Error, AtGreeting: true, NotPublishersFault: true,
		Title: Words{"too many connections", "zu viele Verbindungen"},
		Message: Words{
			"{host} already has as many connections of this user as it allows.",
			"Bei {host} bestehen bereits so viele Verbindungen dieses Benutzers, wie erlaubt sind.",
		},
		Remedy: Words{
			"Close mail programs on other devices, wait some minutes, and try again.",
			"Schließen Sie Mailprogramme auf anderen Geräten, warten Sie einige Minuten und versuchen Sie es noch einmal.",
		},
		About: Words{
			"As many connections are open as the server allows for one user or address (often 10 or 15), or another program holds the mailbox. " +
				"Mail programs open several each, and after a broken connection the server counts it for some minutes more.",
			"Es sind so viele Verbindungen offen, wie der Server für einen Benutzer oder eine Adresse zulässt (oft 10 oder 15), oder ein anderes Programm hält das Postfach. " +
				"Mailprogramme öffnen jeweils mehrere, und abgebrochene zählt der Server noch einige Minuten mit.",
		},
		Variants: []Variant{
			{
				Name: "in-use",
				Message: Words{
					"another program has the mailbox open at {host}.",
					"Ein anderes Programm hat das Postfach bei {host} geöffnet.",
				},
				Remedy: Words{
					"Close mail programs on other devices and wait some minutes; POP3 lets one in at a time.",
					"Schließen Sie Mailprogramme auf anderen Geräten und warten Sie einige Minuten; POP3 lässt nur eines auf einmal zu.",
				},
			},
			{
				Name: "address",
				Message: Words{
					"{host} already has as many connections from this network as it allows.",
					"Bei {host} bestehen bereits so viele Verbindungen aus diesem Netz, wie erlaubt sind.",
				},
			},
		},
	},
	{
		Code: TemporaryFailure, Severity: Error, AtGreeting: true, NotPublishersFault: true,
		Title:   Words{"temporary failure", "vorübergehend gestört"},
		Message: Words{"{host} cannot check logins at the moment.", "{host} kann Anmeldungen zurzeit nicht prüfen."},
		Remedy: Words{
			"The fault is the provider's; try again later.",
			"Der Fehler liegt beim Anbieter. Versuchen Sie es später noch einmal.",
		},
		About: Words{
			"The server says that something fails on its side for now (a 4xx reply, UNAVAILABLE, SYS/TEMP); the password was not judged. " +
				"Its user database is down, or it is being serviced.",
			"Der Server meldet eine vorübergehende Störung auf seiner Seite (eine 4xx-Antwort, UNAVAILABLE, SYS/TEMP); das Passwort wurde nicht geprüft. " +
				"Seine Benutzerdatenbank ist ausgefallen, oder er wird gewartet.",
		},
		Variants: []Variant{
			{
				Name: "penalty",
				Message: Words{
					"{host} gave up before the password was checked.",
					"{host} hat aufgegeben, bevor das Passwort geprüft war.",
				},
				Remedy: Words{
					"Either its password check is down, or it makes this address wait after refused logins: wait 15 minutes, then try once.",
					"Entweder ist die Passwortprüfung ausgefallen, oder der Server lässt diese Adresse nach abgelehnten Anmeldungen warten. Warten Sie 15 Minuten und versuchen Sie es dann einmal.",
				},
			},
		},
	},
	{
		Code: LoginTimeout, Severity: Error,
		Title:   Words{"no answer", "keine Antwort"},
		Message: Words{"{host} did not answer the login.", "{host} hat auf die Anmeldung nicht geantwortet."},
		Remedy: Words{
			"Try again later; do not try often, for the server may count it as a failed login.",
			"Versuchen Sie es später noch einmal, aber nicht oft: Der Server zählt es womöglich als Fehlversuch.",
		},
		About: Words{
			"The login was sent and not answered within 30 seconds, which is longer than servers delay a refusal. " +
				"It counts as a refused login, since the server may count it so. Overload or a hanging user database is behind it.",
			"Die Anmeldung wurde gesendet und innerhalb von 30 Sekunden nicht beantwortet; so lange verzögert kein Server eine Ablehnung. " +
				"Sie zählt als abgelehnt, weil auch der Server sie so zählen kann. Dahinter stecken Überlastung oder eine hängende Benutzerdatenbank.",
		},
	},
	{
		Code: LoginBudgetSpent, Severity: Info,
		Title: Words{"no more tries", "keine weiteren Versuche"},
		Message: Words{
			"no further login was tried, so that the account is not locked.",
			"Es wurde keine weitere Anmeldung versucht, damit das Konto nicht gesperrt wird.",
		},
		Remedy: Words{
			"Correct the password or the user name first; --max-logins allows more tries.",
			"Berichtigen Sie zuerst Passwort oder Benutzernamen; mit --max-logins sind mehr Versuche möglich.",
		},
		About: Words{
			"As many logins were refused as the run may cost (two, or what --max-logins says), so the rest was not tried. " +
				"Servers lock an account or an address after a few failures, counted over all their services. What is to be mended is the first refusal.",
			"Es wurden so viele Anmeldungen abgelehnt, wie ein Lauf kosten darf (zwei oder die Zahl aus --max-logins); der Rest wurde nicht versucht. " +
				"Server sperren Konto oder Adresse nach wenigen Fehlversuchen, über alle Dienste gezählt. Zu beheben ist die erste Ablehnung.",
		},
	},
	{
		Code: SubmissionWithoutAuth, Severity: Error,
		Title:   Words{"no login offered", "keine Anmeldung möglich"},
		Message: Words{"{host}:{port} offers no login for sending.", "{host}:{port} bietet keine Anmeldung zum Senden an."},
		Remedy: Words{
			"It only takes mail for its own users, or from its own network; ask the provider for the submission server.",
			"Der Server nimmt nur E-Mails für seine eigenen Benutzer oder aus seinem eigenen Netz an. Fragen Sie den Anbieter nach dem Postausgangsserver.",
		},
		About: Words{
			"The server speaks SMTP over TLS and offers no login, so it cannot know a customer from a stranger. " +
				"It takes mail for its own users only, or sends for computers in its own network. The server for sending has another name or port.",
			"Der Server spricht SMTP über TLS und bietet keine Anmeldung an; er kann Kunden also nicht von Fremden unterscheiden. " +
				"Er nimmt nur E-Mails für eigene Benutzer an oder sendet nur für Rechner im eigenen Netz. Der Server zum Senden hat einen anderen Namen oder Port.",
		},
		Example: []string{"host", "smtp.example.com", "port", "587", "protocol", "smtp"},
	},
}
