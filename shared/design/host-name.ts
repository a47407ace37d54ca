/** The longest label the DNS allows (RFC 1035 §2.3.4). */
const LONGEST = 63;
const HOST_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * The host name made of a node's name: `Web Server 1` gives `web-server-1`. Empty where nothing of the
 * name can stay. `room` keeps space for what is put behind it, such as an instance's number.
 */
export function hostName(name: string, room = 0): string {
  // Most are host names already.
  if (name.length <= LONGEST - room && HOST_NAME.test(name)) return name;
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]+/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+/g, "")
    .slice(0, LONGEST - room)
    .replaceAll(/-+$/g, "");
}
