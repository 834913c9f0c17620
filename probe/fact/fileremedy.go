package fact

// What to do about a published file: the remedies that several of its rules share.
var (
	fileChange = Words{
		"Write it as the format has it.",
		"Schreiben Sie es so, wie das Format es vorsieht.",
	}
	fileAdd = Words{
		"Add it to the file.",
		"Ergänzen Sie die Angabe in der Datei.",
	}
	fileRemove = Words{
		"Take it out of the file.",
		"Entfernen Sie es aus der Datei.",
	}
	fileCorrect = Words{
		"Correct the value.",
		"Berichtigen Sie den Wert.",
	}
	fileNothing = Words{
		"Nothing is wrong.",
		"Das ist kein Fehler.",
	}
	fileSave = Words{
		"Save the file anew as UTF-8, without a byte-order mark and without anything before or after the document.",
		"Speichern Sie die Datei neu als UTF-8, ohne Byte Order Mark und ohne Zeichen vor oder nach dem Dokument.",
	}
	fileOne = Words{
		"Leave only one of them.",
		"Lassen Sie nur eine der Angaben stehen.",
	}
	fileMove = Words{
		"Move it to where the format has it: servers and names into emailProvider.",
		"Verschieben Sie es dorthin, wo das Format es vorsieht: Server und Namen in emailProvider.",
	}
	fileHolder = Words{
		"Write one of %EMAILADDRESS%, %EMAILLOCALPART%, %EMAILDOMAIN%, with both percent signs.",
		"Schreiben Sie %EMAILADDRESS%, %EMAILLOCALPART% oder %EMAILDOMAIN%, mit beiden Prozentzeichen.",
	}
	fileHTTPS = Words{
		"Name an address with https.",
		"Geben Sie eine Adresse mit https an.",
	}
	fileHost = Words{
		"Name a host by its full DNS name, as A-labels.",
		"Nennen Sie den Host mit vollem DNS-Namen, in ASCII-Form (A-Label).",
	}
	filePort = Words{
		"Name the usual port: 993 for IMAP, 995 for POP3, 465 for sending, all with TLS from the start.",
		"Nennen Sie den üblichen Port: 993 für IMAP, 995 für POP3, 465 zum Senden, jeweils mit TLS von Beginn an.",
	}
	fileSocket = Words{
		"Write SSL (TLS from the start), STARTTLS or plain.",
		"Schreiben Sie SSL (TLS von Beginn an), STARTTLS oder plain.",
	}
	fileUser = Words{
		"Write %EMAILADDRESS%, or %EMAILLOCALPART% where the part before the @ is the user name.",
		"Schreiben Sie %EMAILADDRESS% oder, wenn der Teil vor dem @ der Benutzername ist, %EMAILLOCALPART%.",
	}
	fileAuth = Words{
		"Name a method that every program has: password-cleartext, over TLS.",
		"Nennen Sie ein Verfahren, das jedes Programm beherrscht: password-cleartext, über TLS.",
	}
	fileOrder = Words{
		"Put the server that programs should take first.",
		"Stellen Sie den Server an den Anfang, den Programme verwenden sollen.",
	}
	fileOAuth2 = Words{
		"Describe OAuth2 in an oAuth2 element, and name it at the servers that take it.",
		"Beschreiben Sie OAuth2 in einem oAuth2-Element und nennen Sie es bei den Servern, die es annehmen.",
	}
	fileTLS = Words{
		"Name a port with TLS instead.",
		"Nennen Sie stattdessen einen Port mit TLS.",
	}
)
