package fact

// The codes of what a login needs.
const (
	LoginDisabled       Code = "login-disabled"
	NoCommonMechanism   Code = "no-common-mechanism"
	OAuth2Required      Code = "oauth2-required"
	OAuth2TokenRejected Code = "oauth2-token-rejected"
	WrongCredentials    Code = "wrong-credentials"
	UsernameForm        Code = "username-form"
	AppPasswordRequired Code = "app-password-required"
	WebLoginRequired    Code = "web-login-required"
	ProtocolDisabled    Code = "protocol-disabled"
	SMTPAuthDisabled    Code = "smtp-auth-disabled"
)

var login = []Cause{
	{
		Code: LoginDisabled, Severity: Error,
		Title: Words{"takes no login", "nimmt keine Anmeldung an"},
		Message: Words{
			"{host}:{port} takes no login, not even over TLS.",
			"{host}:{port} nimmt keine Anmeldung an, auch nicht über TLS.",
		},
		Remedy: Words{
			"Use another port of the server, or ask the provider which one is for mail programs.",
			"Verwenden Sie einen anderen Port des Servers, oder fragen Sie den Anbieter, welcher für Mailprogramme gedacht ist.",
		},
		About: Words{
			"The server is reached over TLS and names no way to log in, or says that logins are not allowed here. " +
				"The port is meant for something else, or the server does not notice that the connection is encrypted, behind a proxy for instance.",
			"Der Server ist über TLS erreichbar, nennt aber keine Anmeldeart oder meldet, dass Anmeldungen hier nicht erlaubt sind. " +
				"Der Port ist für etwas anderes gedacht, oder der Server bemerkt die Verschlüsselung nicht, etwa hinter einem Proxy.",
		},
		Variants: []Variant{
			{
				Name: "wants-tls",
				Message: Words{
					"{host}:{port} takes no login because it takes the connection for unencrypted.",
					"{host}:{port} nimmt keine Anmeldung an, weil es die Verbindung für unverschlüsselt hält.",
				},
				Remedy: Words{
					"Use the port with TLS from the start; if it is that already, whoever runs the server must correct its TLS settings.",
					"Verwenden Sie den Port mit TLS von Beginn an. Ist es dieser schon, muss der Betreiber die TLS-Einstellungen des Servers berichtigen.",
				},
			},
		},
	},
	{
		Code: NoCommonMechanism, Severity: Error,
		Title: Words{"no common mechanism", "keine gemeinsame Anmeldeart"},
		Message: Words{
			"{host}:{port} offers no way to log in that could be used here.",
			"{host}:{port} bietet keine Anmeldeart an, die hier verwendet werden könnte.",
		},
		Remedy: Words{
			"The evidence lists what the server takes; set the mail program to one of these.",
			"Der Beleg nennt die Anmeldearten des Servers. Stellen Sie das Mailprogramm auf eine davon ein.",
		},
		About: Words{
			"The server offers ways to log in, but none that mailprobe can use (such as NTLM or Kerberos), or it turned the chosen one down before it looked at the password. " +
				"Nothing is said of the password by that. Mail programs for the same kind of server can often do it.",
			"Der Server bietet Anmeldearten an, aber keine, die mailprobe verwenden kann (etwa NTLM oder Kerberos), oder er hat die gewählte abgelehnt, bevor er das Passwort ansah. " +
				"Über das Passwort sagt das nichts. Mailprogramme für dieselbe Art von Server beherrschen sie oft.",
		},
	},
	{
		Code: OAuth2Required, Severity: Error,
		Title: Words{"wants OAuth2", "verlangt OAuth2"},
		Message: Words{
			"{host} takes no password, only a sign-in by browser (OAuth2).",
			"{host} nimmt kein Passwort an, sondern nur eine Anmeldung über den Browser (OAuth2).",
		},
		Remedy: Words{
			"Choose OAuth2 as the authentication in the mail program and sign in when it opens the provider's page.",
			"Wählen Sie im Mailprogramm OAuth2 als Authentifizierung und melden Sie sich an, wenn sich die Seite des Anbieters öffnet.",
		},
		About: Words{
			"The server takes only tokens from a sign-in by browser (OAuth2): it offers nothing else, says that passwords are switched off, or the provider is known for it. " +
				"Microsoft has switched passwords off so. No password is sent to such a provider.",
			"Der Server nimmt nur Token aus einer Anmeldung im Browser an (OAuth2): Er bietet nichts anderes an, meldet abgeschaltete Passwörter, oder der Anbieter ist dafür bekannt. " +
				"Microsoft hat Passwörter so abgeschaltet. An solche Anbieter wird kein Passwort gesendet.",
		},
		Hints: []NeedCode{NeedOAuth2, NeedBridge},
	},
	{
		Code: OAuth2TokenRejected, Severity: Error,
		Title:   Words{"token rejected", "Token abgelehnt"},
		Message: Words{"{host} does not accept the OAuth2 token.", "{host} akzeptiert das OAuth2-Token nicht."},
		Remedy: Words{
			"Get a new token, with the scope for this protocol and for this user.",
			"Holen Sie ein neues Token, mit der Berechtigung für dieses Protokoll und diesen Benutzer.",
		},
		About: Words{
			"The server took the OAuth2 token and refused it; the evidence is its answer, often with a status and the scope that it wants. " +
				"The token has expired, is for another protocol or user, or the application was not admitted.",
			"Der Server hat das OAuth2-Token erhalten und abgelehnt; der Beleg ist seine Antwort, oft mit Status und gewünschter Berechtigung. " +
				"Das Token ist abgelaufen, gilt für ein anderes Protokoll oder einen anderen Benutzer, oder die Anwendung wurde nicht zugelassen.",
		},
	},
	{
		Code: WrongCredentials, Severity: Error, Undecided: true,
		Title: Words{"refused", "abgelehnt"},
		Message: Words{
			"{host} refuses the user name {username} with this password.",
			"{host} lehnt den Benutzernamen {username} mit diesem Passwort ab.",
		},
		Remedy: Words{
			"Check the password by logging in on the provider's website; then check the user name.",
			"Prüfen Sie das Passwort, indem Sie sich auf der Website des Anbieters anmelden; prüfen Sie dann den Benutzernamen.",
		},
		About: Words{
			"The server judged user name and password, and refused them, without a more specific reason. " +
				"Mistyping is the most frequent cause, then a user name of another form, and at many providers access for mail programs that is switched off or an app password that is wanted.",
			"Der Server hat Benutzername und Passwort geprüft und ohne genaueren Grund abgelehnt. " +
				"Meist sind sie vertippt, dann folgt ein Benutzername in anderer Form. Bei vielen Anbietern ist der Zugriff für Mailprogramme abgeschaltet, oder es ist ein App-Passwort nötig.",
		},
		Hints: []NeedCode{
			NeedAppPassword, NeedAuthorizationCode, NeedMailPassword, NeedEnableAccess,
			NeedAppPassword2FA, NeedOAuth2, NeedPaidPlan, NeedBridge,
		},
		Variants: []Variant{
			{
				Name: "two-names",
				Message: Words{
					"{host} refuses this password, with the user name {username} and with {other} alike.",
					"{host} lehnt dieses Passwort ab, mit dem Benutzernamen {username} ebenso wie mit {other}.",
				},
			},
			{
				Name: "unsendable",
				Message: Words{
					"the user name or password holds a line end or a NUL character, which no mail server can be given.",
					"Der Benutzername oder das Passwort enthält ein Zeilenende oder ein NUL-Zeichen, das sich an keinen Mailserver übermitteln lässt.",
				},
				Remedy: Words{
					"Enter it again, as one line; nothing was sent.",
					"Geben Sie es noch einmal in einer einzigen Zeile ein; es wurde nichts gesendet.",
				},
			},
			{
				Name: "unclear",
				Message: Words{
					"{host} refuses the login as {username}; its answer is the same for a wrong password and for access that is switched off.",
					"{host} lehnt die Anmeldung als {username} ab; die Antwort ist dieselbe bei falschem Passwort und bei abgeschaltetem Zugriff.",
				},
				Remedy: Words{
					"Check the password by logging in on the provider's website; there, see also whether mail programs are allowed.",
					"Prüfen Sie das Passwort, indem Sie sich auf der Website des Anbieters anmelden. Sehen Sie dort auch nach, ob Mailprogramme zugelassen sind.",
				},
			},
		},
	},
	{
		Code: UsernameForm, Severity: Warning,
		Title: Words{"another user name", "anderer Benutzername"},
		Message: Words{
			"{host} wants {username} as user name, not {refused}.",
			"{host} erwartet {username} als Benutzernamen, nicht {refused}.",
		},
		Remedy: Words{
			"Enter {username} as user name in the mail program.",
			"Tragen Sie im Mailprogramm {username} als Benutzernamen ein.",
		},
		About: Words{
			"One form of the user name was refused and another one accepted with the same password: the whole address, say, and not the part before the @. " +
				"Mail programs guess one of these and are wrong here.",
			"Eine Form des Benutzernamens wurde abgelehnt und eine andere mit demselben Passwort angenommen: etwa die ganze Adresse und nicht nur der Teil vor dem @. " +
				"Mailprogramme raten eine davon und liegen hier falsch.",
		},
	},
	{
		Code: AppPasswordRequired, Severity: Error,
		Title: Words{"wants an app password", "verlangt App-Passwort"},
		Message: Words{
			"{host} wants an app password here, not the password of the account.",
			"{host} verlangt hier ein App-Passwort, nicht das Passwort des Kontos.",
		},
		Remedy: Words{
			"Create an app password in the security settings of the account and enter that.",
			"Erstellen Sie in den Sicherheitseinstellungen des Kontos ein App-Passwort und tragen Sie dieses ein.",
		},
		About: Words{
			"The provider does not take the account's own password from mail programs, and says so. " +
				"It wants one that is made for a single program in the account's security settings (app password, authorisation code). Mostly two-factor sign-in is on.",
			"Der Anbieter nimmt das Passwort des Kontos von Mailprogrammen nicht an und teilt das auch mit. " +
				"Er verlangt eines, das in den Sicherheitseinstellungen des Kontos für ein einzelnes Programm erstellt wird (App-Passwort, Autorisierungscode). Meist ist die Zwei-Faktor-Anmeldung eingeschaltet.",
		},
		Hints: []NeedCode{NeedAppPassword, NeedAuthorizationCode, NeedMailPassword, NeedAppPassword2FA},
	},
	{
		Code: WebLoginRequired, Severity: Error,
		Title: Words{"wants a web login", "verlangt Web-Anmeldung"},
		Message: Words{
			"{host} wants a login on the website first.",
			"{host} verlangt zuerst eine Anmeldung auf der Website.",
		},
		Remedy: Words{
			"Log in with a browser, confirm what the provider asks, and try again.",
			"Melden Sie sich mit dem Browser an, bestätigen Sie die Rückfrage des Anbieters und versuchen Sie es noch einmal.",
		},
		About: Words{
			"The provider wants a person to sign in with a browser before a mail program may, and says so in its answer. " +
				"It does that when a login looks unusual: a new country, a new device, many attempts.",
			"Der Anbieter verlangt in seiner Antwort, dass sich zuerst ein Mensch im Browser anmeldet. " +
				"Das tut er, wenn ihm eine Anmeldung ungewöhnlich vorkommt: ein neues Land, ein neues Gerät, viele Versuche.",
		},
		Hints: []NeedCode{NeedAppPassword},
	},
	{
		Code: ProtocolDisabled, Severity: Error,
		Title: Words{"switched off", "abgeschaltet"},
		Message: Words{
			"{protocol} is switched off for this mailbox at {host}.",
			"{protocol} ist für dieses Postfach bei {host} abgeschaltet.",
		},
		Remedy: Words{
			"Switch it on in the settings on the provider's website, or ask the administrator.",
			"Schalten Sie es in den Einstellungen auf der Website des Anbieters ein, oder fragen Sie die Administration.",
		},
		About: Words{
			"The account exists, but this protocol is switched off for it: the server says so, or another protocol accepted the same password. " +
				"Many providers have IMAP and POP3 off until somebody switches them on; organisations switch them off for all.",
			"Das Konto gibt es, aber dieses Protokoll ist dafür abgeschaltet: Der Server meldet es, oder ein anderes Protokoll hat dasselbe Passwort angenommen. " +
				"Bei vielen Anbietern sind IMAP und POP3 aus, bis sie jemand einschaltet; Organisationen schalten sie für alle ab.",
		},
		Hints: []NeedCode{NeedEnableAccess, NeedPaidPlan},
		Variants: []Variant{
			{
				Name: "proved",
				Message: Words{
					"{host} refuses the login over {protocol}, though {other} accepts the same password.",
					"{host} lehnt die Anmeldung über {protocol} ab, obwohl {other} dasselbe Passwort annimmt.",
				},
				Remedy: Words{
					"{protocol} is switched off for this mailbox; switch it on in the settings on the provider's website, or use {other}.",
					"{protocol} ist für dieses Postfach abgeschaltet. Schalten Sie es in den Einstellungen auf der Website des Anbieters ein, oder verwenden Sie {other}.",
				},
				Example: []string{"other", "POP3"},
			},
		},
	},
	{
		Code: SMTPAuthDisabled, Severity: Error,
		Title: Words{"sending switched off", "Senden abgeschaltet"},
		Message: Words{
			"{host} refuses the login for sending, though the password is right.",
			"{host} lehnt die Anmeldung zum Senden ab, obwohl das Passwort stimmt.",
		},
		Remedy: Words{
			"Sending by SMTP is switched off for this mailbox; switch it on in the account's settings, or ask the administrator.",
			"Das Senden über SMTP ist für dieses Postfach abgeschaltet. Schalten Sie es in den Kontoeinstellungen ein, oder fragen Sie die Administration.",
		},
		About: Words{
			"Reading mail works with this password, and sending with the same is refused; or the server says that authenticated SMTP is off. " +
				"So the password is right. At Microsoft 365 it is switched off by default, for the organisation or for the mailbox.",
			"Das Empfangen funktioniert mit diesem Passwort, das Senden mit demselben wird abgelehnt; oder der Server meldet, dass authentifiziertes SMTP aus ist. " +
				"Das Passwort stimmt also. Bei Microsoft 365 ist es von vornherein abgeschaltet, für die Organisation oder für das Postfach.",
		},
		Hints:   []NeedCode{NeedEnableAccess, NeedPaidPlan},
		Example: []string{"host", "smtp.example.com", "port", "587", "protocol", "smtp"},
		Variants: []Variant{
			{
				Name: "by-server",
				Message: Words{
					"{host} says that sending by SMTP is switched off.",
					"{host} meldet, dass das Senden über SMTP abgeschaltet ist.",
				},
				Remedy: Words{
					"The administrator of the mailbox must switch on authenticated SMTP, for the organisation or for this mailbox.",
					"Die Administration muss das authentifizierte SMTP einschalten, für die Organisation oder für dieses Postfach.",
				},
			},
		},
	},
}
