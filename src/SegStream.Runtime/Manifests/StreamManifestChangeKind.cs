namespace SegStream;

/// <summary>What breaks clients.</summary>
public enum StreamManifestChangeKind
{
    /// <summary>A function is no longer there.</summary>
    FunctionRemoved,

    /// <summary>A function has another name, under which generated clients do not call it.</summary>
    FunctionRenamed,

    /// <summary>A function has another HTTP method.</summary>
    MethodChanged,

    /// <summary>Requests to the old route do not reach the function.</summary>
    RouteChanged,

    /// <summary>A function takes known callers only.</summary>
    AuthorizationAdded,

    /// <summary>A function is of another mode.</summary>
    ModeChanged,

    /// <summary>A content type is no longer offered.</summary>
    ContentTypeRemoved,

    /// <summary>Who asks for no content type gets another one.</summary>
    DefaultContentTypeChanged,

    /// <summary>Envelopes, batches, compressed payloads or length prefixes come or go.</summary>
    FramesChanged,

    /// <summary>Events may be dropped that would have been waited for.</summary>
    DeliveryWeakened,

    /// <summary>A parameter is no longer looked at.</summary>
    ParameterRemoved,

    /// <summary>A parameter is sent in another part of the request.</summary>
    ParameterMoved,

    /// <summary>A request without a new parameter is refused.</summary>
    RequiredParameterAdded,

    /// <summary>A request without a parameter that used to be optional is refused.</summary>
    ParameterBecameRequired,

    /// <summary>A parameter may no longer be sent several times.</summary>
    ParameterNoLongerRepeated,

    /// <summary>The events are of another kind, or their names are elsewhere.</summary>
    EventsChanged,

    /// <summary>An event is no longer sent.</summary>
    EventRemoved,

    /// <summary>An event has another name.</summary>
    EventRenamed,

    /// <summary>A stream may end with an event that clients do not know as its end.</summary>
    TerminalEventAdded,

    /// <summary>Failures are told by an event that clients do not know.</summary>
    ErrorEventAdded,

    /// <summary>An event ends its stream that did not, or the other way round.</summary>
    TerminalChanged,

    /// <summary>An event tells of a failure that did not, or the other way round.</summary>
    ErrorChanged,

    /// <summary>A property is no longer sent, or no longer looked at.</summary>
    PropertyRemoved,

    /// <summary>A property is sent that the type, which is closed, did not have.</summary>
    PropertyAdded,

    /// <summary>A body without a new property is refused.</summary>
    RequiredPropertyAdded,

    /// <summary>A body without a property that used to be optional is refused.</summary>
    PropertyBecameRequired,

    /// <summary>A property that was always sent may be left out.</summary>
    PropertyBecameOptional,

    /// <summary>Null is sent where it was not.</summary>
    BecameNullable,

    /// <summary>Null is refused where it was not.</summary>
    NullRefused,

    /// <summary>A value is sent that the set of values did not have.</summary>
    ValueAdded,

    /// <summary>A value is refused that the set of values used to have.</summary>
    ValueRemoved,

    /// <summary>Values are sent that clients cannot read, or values are refused that clients send.</summary>
    TypeChanged,
}
