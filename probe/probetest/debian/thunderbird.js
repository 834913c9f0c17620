// Reads a settings file, given as base64, with Thunderbird's own reader.
const {readFromXML} = ChromeUtils.importESModule("resource:///modules/accountcreation/readFromXML.sys.mjs");
const {JXON} = ChromeUtils.importESModule("resource:///modules/JXON.sys.mjs");
const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));
const doc = new DOMParser().parseFromBuffer(bytes, "text/xml");
if (doc.getElementsByTagName("parsererror").length) {
  return {refused: "not well-formed: " + doc.documentElement.textContent.split("\n")[0]};
}
const server = s => ({type: s.type, hostname: s.hostname, port: s.port, socketType: s.socketType, username: s.username || ""});
try {
  const c = readFromXML(JXON.build(doc), "test");
  return {
    id: c.id,
    incoming: [c.incoming, ...c.incomingAlternatives].map(server),
    outgoing: [c.outgoing, ...c.outgoingAlternatives].map(server),
  };
} catch (e) {
  return {refused: e.message || String(e)};
}
