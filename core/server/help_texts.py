"""What HELP says: for each command how it is written and what it does, and some topics besides."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.server.channel_modes import FLAGS, PREFIXES, STATUSES, USER_MODES, WITH_PARAMETER

_ROLES = ("founder", "admin", "operator", "half-operator", "voice")

INDEX = (
    "JOIN #channel         go into a channel",
    "PART #channel         leave it",
    "PRIVMSG name :text    say something to a channel or a person",
    "NICK name             change your nickname",
    "TOPIC #channel :text  set the topic",
    "NAMES #channel        who is in a channel",
    "LIST                  the channels",
    "WHOIS name            about a person",
    "AWAY :text            say that you are away; AWAY alone: back",
    "QUIT :text            leave",
    "",
    "HELP COMMANDS lists all commands, HELP name tells about one.",
    "HELP CMODES, UMODES, STATUSES and MASKS tell about modes.",
)
"""HELP without a subject."""

TOPICS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "CMODES": (
            "Modes of a channel: MODE #channel +letter",
            *(f"  {letter}  {text}" for letter, text in sorted(FLAGS.items())),
            "With a parameter: MODE #channel +letter parameter",
            *(f"  {letter}  {text}" for letter, text in sorted(WITH_PARAMETER.items())),
        ),
        "UMODES": (
            "Modes of your own: MODE nickname +letter",
            *(f"  {letter}  {text}" for letter, text in sorted(USER_MODES.items())),
        ),
        "STATUSES": (
            "Status of a member, highest first: MODE #channel +letter nickname",
            *(
                f"  {letter}  {prefix} {role}"
                for letter, prefix, role in zip(STATUSES, PREFIXES, _ROLES, strict=True)
            ),
            "A message to @#channel goes to its operators only, and so on for each prefix.",
        ),
        "MASKS": (
            "Masks of bans (+b), exceptions (+e) and invitations (+I)",
            "  anna!*@*     a nickname; * stands for anything, ? for one character",
            "  *!*@10.0.0.* an address",
            "  a:anna       who is logged in to the account anna; a:* everybody who is logged in",
            "  m:mask       only mutes those whom the mask fits (in the list of bans)",
        ),
    }
)
"""Subjects that are no commands."""

COMMANDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ACCEPT": (
            "ACCEPT {nickname|-nickname},… or ACCEPT *",
            "Lets somebody write to you although you have mode +R; * shows who may.",
        ),
        "ACCOUNT": ("ACCOUNT [name]", "Tells about your account, or that of somebody else."),
        "ADMIN": ("ADMIN [server]", "Tells who looks after this server."),
        "AUTHENTICATE": (
            "AUTHENTICATE mechanism",
            "Logs in (SASL); clients do this by themselves.",
        ),
        "AWAY": ("AWAY [:reason]", "Says that you are away; without a reason that you are back."),
        "BATCH": ("BATCH +id type … / BATCH -id", "A message of several lines; clients do this."),
        "CAP": ("CAP {LS|LIST|REQ|END}", "Negotiates capabilities; clients do this by themselves."),
        "CERT": ("CERT {ADD|DEL|LIST}", "Lets you log in with the certificate of your client."),
        "CHATHISTORY": (
            "CHATHISTORY {LATEST|BEFORE|AFTER|AROUND|BETWEEN|TARGETS} target point … limit",
            "Sends what was said before; clients do this by themselves.",
        ),
        "CHGHOST": (
            "CHGHOST nickname user host",
            "Changes what is shown of a person (operators of the server).",
        ),
        "CLASS": (
            "CLASS [{MUTED|PRIVATE|LOCKED} {ON|OFF}]",
            "The switches of the class, for a teacher; alone it tells what is on.",
        ),
        "CONNECT": ("CONNECT server", "Would link servers; this one stands alone."),
        "DIE": ("DIE", "Stops the server (operators, where the settings allow it)."),
        "DLINE": (
            "DLINE [MYSELF] [time] address|network [reason]",
            "Bans addresses from the server (operators); alone it lists the bans.",
        ),
        "DROPACCOUNT": ("DROPACCOUNT name [password]", "Removes your account."),
        "FLOOR": ("FLOOR nickname [ON|OFF]", "Lets somebody speak in a class that is muted."),
        "GHOST": ("GHOST nickname", "Puts out an old connection that has your nickname."),
        "HAND": ("HAND {UP|DOWN [nickname|*]|LIST}", "Raises your hand in a class, or lowers it."),
        "HELP": ("HELP [subject]", "This help."),
        "HELPOP": ("HELPOP [subject]", "The same as HELP."),
        "HISTORY": ("HISTORY #channel [number]", "Sends what was said last in a channel."),
        "IDENTIFY": ("IDENTIFY [account] password", "Logs in to an account."),
        "INFO": ("INFO [server]", "About this server."),
        "INVITE": (
            "INVITE nickname #channel",
            "Asks somebody to come into a channel, and lets them in whatever its modes say.",
            "INVITE alone lists the channels to which you have been invited.",
        ),
        "ISON": ("ISON nickname …", "Tells which of these people are here."),
        "JOIN": (
            "JOIN #channel,… [key,…]",
            "Goes into channels; a new one is made where there is none. JOIN 0 leaves all.",
        ),
        "KICK": ("KICK #channel nickname,… [:reason]", "Puts people out of a channel."),
        "KILL": ("KILL nickname [:reason]", "Puts somebody out of the server (operators)."),
        "KLINE": (
            "KLINE [MYSELF] [time] mask [reason]",
            "Bans nick!user@host from the server (operators); alone it lists the bans.",
        ),
        "KNOCK": (
            "KNOCK #channel [:reason]",
            "Asks the operators of a closed channel to let you in.",
        ),
        "LINKS": ("LINKS [mask]", "Lists the servers of the network (operators)."),
        "LIST": (
            "LIST [name|condition,…]",
            "Lists the channels. Conditions: >3 and <10 members, C<60 made less than 60 minutes",
            "ago, T>60 topic older than that, a name with * and ?, !name for those unlike it.",
        ),
        "LOGIN": ("LOGIN account password", "Logs in to an account."),
        "LOGOUT": ("LOGOUT", "Logs out of your account."),
        "LUSERS": ("LUSERS", "How many people and channels there are."),
        "MAP": ("MAP", "The servers of the network: this one."),
        "MARKREAD": ("MARKREAD target [timestamp=…]", "How far you have read; clients do this."),
        "METADATA": (
            "METADATA target {GET|SET|LIST|CLEAR|SUB|UNSUB|SUBS|SYNC} …",
            "What people and channels tell about themselves.",
        ),
        "MODE": (
            "MODE #channel [+letters-letters parameter …]",
            "MODE nickname [+letters-letters]",
            "Shows or changes modes; HELP CMODES and HELP UMODES list them.",
        ),
        "MONITOR": ("MONITOR {+|-} nickname,… / C / L / S", "Tells when somebody comes or goes."),
        "MOTD": ("MOTD", "The message of the day."),
        "NAMES": ("NAMES #channel,…", "Who is in channels."),
        "NICK": ("NICK nickname", "Changes your nickname."),
        "NICKSERV": ("NICKSERV HELP", "Commands of accounts, for clients that know no others."),
        "NOTICE": ("NOTICE target,… :text", "A message that nothing answers by itself."),
        "NPC": ("NPC #channel name :text", "Says something as somebody in a story (mode +E)."),
        "NPCA": ("NPCA #channel name :action", "The same with an action (/me)."),
        "NS": ("NS HELP", "The same as NICKSERV."),
        "OPER": ("OPER name password", "Makes you an operator of the server."),
        "PART": ("PART #channel,… [:reason]", "Leaves channels."),
        "PASS": ("PASS password", "The password of the server, before NICK and USER."),
        "PASSWD": ("PASSWD password", "Changes the password of your account."),
        "PING": ("PING token", "The server answers PONG with the token."),
        "PONG": ("PONG token", "Answers a PING of the server."),
        "PRIVMSG": (
            "PRIVMSG target,… :text",
            "Says something to people or channels; @#channel are the operators of a channel.",
        ),
        "QUIT": ("QUIT [:reason]", "Leaves the server."),
        "REDACT": ("REDACT target msgid [:reason]", "Takes a message back."),
        "REGISTER": ("REGISTER {*|account} {*|email} password", "Makes an account."),
        "REHASH": ("REHASH", "Has the settings read again (operators)."),
        "RELAYMSG": (
            "RELAYMSG #channel name/network :text",
            "For bridges: passes on what somebody said elsewhere.",
        ),
        "RENAME": ("RENAME #old #new [:reason]", "Gives a channel another name."),
        "RESTART": ("RESTART", "Starts the server anew (operators, where the settings allow it)."),
        "SAJOIN": (
            "SAJOIN [nickname] #channel",
            "Joins in spite of the channel's modes (operators of the server).",
        ),
        "SAMODE": (
            "SAMODE #channel +letters-letters parameter …",
            "MODE without being operator of the channel (operators of the server).",
        ),
        "SCENE": ("SCENE #channel :text", "Tells what happens around in a story (mode +E)."),
        "SEARCH": ("SEARCH target :words", "Looks for words in what was said."),
        "SERVLIST": ("SERVLIST", "Lists services: there are none."),
        "SETNAME": ("SETNAME :name", "Changes your real name."),
        "SQUERY": ("SQUERY service :text", "A message to a service: there are none."),
        "SQUIT": ("SQUIT server", "Would unlink servers; this one stands alone."),
        "STATS": ("STATS [letter]", "Figures of the server; STATS ? tells the letters."),
        "SUMMON": ("SUMMON", "Has been disabled."),
        "TAGMSG": ("TAGMSG target,…", "A message of tags only; clients do this by themselves."),
        "TIME": ("TIME [server]", "The time of the server."),
        "TOPIC": ("TOPIC #channel [:topic]", "Shows or sets the topic of a channel."),
        "TRACE": ("TRACE [nickname]", "Lists connections."),
        "UNDLINE": ("UNDLINE address|network", "Lifts a ban of the server (operators)."),
        "UNKLINE": ("UNKLINE mask", "Lifts a ban of the server (operators)."),
        "USER": ("USER name 0 * :real name", "Says who you are, once, at the beginning."),
        "USERHOST": ("USERHOST nickname …", "User name and host of up to five people."),
        "USERIP": ("USERIP nickname …", "User name and address of up to five people."),
        "USERS": ("USERS", "Has been disabled."),
        "VERIFY": ("VERIFY account code", "Says the code that an account waits for."),
        "VERSION": ("VERSION [server]", "The version of the server, and what it can do."),
        "WALLOPS": ("WALLOPS :text", "A message to all who have mode +w (operators)."),
        "WHO": (
            "WHO mask [o][%fields[,token]]",
            "Lists people of a channel, or whom a mask fits; o: only operators.",
        ),
        "WHOIS": ("WHOIS nickname,…", "Tells about people."),
        "WHOWAS": ("WHOWAS nickname,… [count]", "Tells about people who have left."),
    }
)
"""Commands: how they are written, then what they do."""
