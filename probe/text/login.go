package text

import "github.com/mailprobe/mailprobe/probe/fact"

var login = []Entry{
	{fact.LoginDisabled, Words{
		"{host}:{port} takes no login, not even over TLS.",
		"{host}:{port} nimmt keine Anmeldung an, auch nicht über TLS.",
	}, Words{
		"Use another port of the server, or ask the provider which one is for mail programs.",
		"Verwenden Sie einen anderen Port des Servers, oder fragen Sie den Anbieter, welcher für Mailprogramme gedacht ist.",
	}},
	{fact.NoCommonMechanism, Words{
		"{host}:{port} offers no way to log in that could be used here.",
		"{host}:{port} bietet keine Anmeldeart an, die hier verwendet werden könnte.",
	}, Words{
		"The evidence lists what the server takes; set the mail program to one of these.",
		"Der Beleg nennt die Anmeldearten des Servers. Stellen Sie das Mailprogramm auf eine davon ein.",
	}},
	{fact.OAuth2Required, Words{
		"{host} takes no password, only a sign-in by browser (OAuth2).",
		"{host} nimmt kein Passwort an, sondern nur eine Anmeldung über den Browser (OAuth2).",
	}, Words{
		"Choose OAuth2 as the authentication in the mail program and sign in when it opens the provider's page.",
		"Wählen Sie im Mailprogramm OAuth2 als Authentifizierung und melden Sie sich an, wenn sich die Seite des Anbieters öffnet.",
	}},
	{fact.OAuth2TokenRejected, Words{
		"{host} does not accept the OAuth2 token.",
		"{host} akzeptiert das OAuth2-Token nicht.",
	}, Words{
		"Get a new token, with the scope for this protocol and for this user.",
		"Holen Sie ein neues Token, mit der Berechtigung für dieses Protokoll und diesen Benutzer.",
	}},
	{fact.WrongCredentials, Words{
		"{host} refuses the user name {username} with this password.",
		"{host} lehnt den Benutzernamen {username} mit diesem Passwort ab.",
	}, Words{
		"Check the password by logging in on the provider's website; then check the user name.",
		"Prüfen Sie das Passwort, indem Sie sich auf der Website des Anbieters anmelden; prüfen Sie dann den Benutzernamen.",
	}},
	{fact.UsernameForm, Words{
		"{host} wants {username} as user name, not {refused}.",
		"{host} erwartet {username} als Benutzernamen, nicht {refused}.",
	}, Words{
		"Enter {username} as user name in the mail program.",
		"Tragen Sie im Mailprogramm {username} als Benutzernamen ein.",
	}},
	{fact.AppPasswordRequired, Words{
		"{host} wants an app password here, not the password of the account.",
		"{host} verlangt hier ein App-Passwort, nicht das Passwort des Kontos.",
	}, Words{
		"Create an app password in the security settings of the account and enter that.",
		"Erstellen Sie in den Sicherheitseinstellungen des Kontos ein App-Passwort und tragen Sie dieses ein.",
	}},
	{fact.WebLoginRequired, Words{
		"{host} wants a login on the website first.",
		"{host} verlangt zuerst eine Anmeldung auf der Website.",
	}, Words{
		"Log in with a browser, confirm what the provider asks, and try again.",
		"Melden Sie sich mit dem Browser an, bestätigen Sie die Rückfrage des Anbieters und versuchen Sie es noch einmal.",
	}},
	{fact.ProtocolDisabled, Words{
		"{protocol} is switched off for this mailbox at {host}.",
		"{protocol} ist für dieses Postfach bei {host} abgeschaltet.",
	}, Words{
		"Switch it on in the settings on the provider's website, or ask the administrator.",
		"Schalten Sie es in den Einstellungen auf der Website des Anbieters ein, oder fragen Sie die Administration.",
	}},
	{fact.SMTPAuthDisabled, Words{
		"{host} refuses the login for sending, though the password is right.",
		"{host} lehnt die Anmeldung zum Senden ab, obwohl das Passwort stimmt.",
	}, Words{
		"Sending by SMTP is switched off for this mailbox; switch it on in the account's settings, or ask the administrator.",
		"Das Senden über SMTP ist für dieses Postfach abgeschaltet. Schalten Sie es in den Kontoeinstellungen ein, oder fragen Sie die Administration.",
	}},
	{fact.PolicyBlocked, Words{
		"a rule of the organisation forbids this login at {host}.",
		"Eine Richtlinie der Organisation verbietet diese Anmeldung bei {host}.",
	}, Words{
		"Ask the administrator: security defaults or conditional access must allow it.",
		"Fragen Sie die Administration: Sicherheitsstandards oder bedingter Zugriff müssen die Anmeldung zulassen.",
	}},
	{fact.AccountDisabled, Words{
		"the account is disabled at {host}.",
		"Das Konto ist bei {host} deaktiviert.",
	}, Words{
		"Ask the provider or the administrator why.",
		"Fragen Sie den Anbieter oder die Administration nach dem Grund.",
	}},
	{fact.AccountLocked, Words{
		"the account is locked at {host}.",
		"Das Konto ist bei {host} gesperrt.",
	}, Words{
		"Stop trying passwords; log in on the website or ask the provider to unlock it.",
		"Probieren Sie keine weiteren Passwörter. Melden Sie sich auf der Website an, oder lassen Sie das Konto vom Anbieter entsperren.",
	}},
	{fact.PasswordExpired, Words{
		"the password has expired.",
		"Das Passwort ist abgelaufen.",
	}, Words{
		"Set a new password on the provider's website and enter that.",
		"Setzen Sie auf der Website des Anbieters ein neues Passwort und tragen Sie dieses ein.",
	}},
	{fact.RateLimited, Words{
		"{host} has had too many login attempts and takes none for now.",
		"{host} hat zu viele Anmeldeversuche gezählt und nimmt vorerst keine an.",
	}, Words{
		"Wait at least 15 minutes; close mail programs that keep trying an old password.",
		"Warten Sie mindestens 15 Minuten. Schließen Sie Mailprogramme, die noch ein altes Passwort versuchen.",
	}},
	{fact.TooManyConnections, Words{
		"{host} already has as many connections of this user as it allows.",
		"Bei {host} bestehen bereits so viele Verbindungen dieses Benutzers, wie erlaubt sind.",
	}, Words{
		"Close mail programs on other devices, wait some minutes, and try again.",
		"Schließen Sie Mailprogramme auf anderen Geräten, warten Sie einige Minuten und versuchen Sie es noch einmal.",
	}},
	{fact.TemporaryFailure, Words{
		"{host} cannot check logins at the moment.",
		"{host} kann Anmeldungen zurzeit nicht prüfen.",
	}, Words{
		"The fault is the provider's; try again later.",
		"Der Fehler liegt beim Anbieter. Versuchen Sie es später noch einmal.",
	}},
	{fact.LoginTimeout, Words{
		"{host} did not answer the login.",
		"{host} hat auf die Anmeldung nicht geantwortet.",
	}, Words{
		"Try again later; do not try often, for the server may count it as a failed login.",
		"Versuchen Sie es später noch einmal, aber nicht oft: Der Server zählt es womöglich als Fehlversuch.",
	}},
	{fact.LoginBudgetSpent, Words{
		"no further login was tried, so that the account is not locked.",
		"Es wurde keine weitere Anmeldung versucht, damit das Konto nicht gesperrt wird.",
	}, Words{
		"Correct the password or the user name first; --max-logins allows more tries.",
		"Berichtigen Sie zuerst Passwort oder Benutzernamen; mit --max-logins sind mehr Versuche möglich.",
	}},
	{fact.SubmissionWithoutAuth, Words{
		"{host}:{port} offers no login for sending.",
		"{host}:{port} bietet keine Anmeldung zum Senden an.",
	}, Words{
		"It only takes mail for its own users, or from its own network; ask the provider for the submission server.",
		"Der Server nimmt nur E-Mails für seine eigenen Benutzer oder aus seinem eigenen Netz an. Fragen Sie den Anbieter nach dem Postausgangsserver.",
	}},
}
