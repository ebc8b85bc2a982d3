using System.Text.Json.Nodes;
using Kind = SegStream.StreamManifestChangeKind;

namespace SegStream.Manifest.Tests.Changes;

/// <summary>What breaks clients and what does not, one example for each rule. The random tests do the same at random places.</summary>
public class ChangeTests
{
    private const string Contract = """
        {
          "segStreamManifest": 1, "application": "a",
          "functions": [
            {
              "name": "f", "streaming": true, "method": "POST", "route": "/f/{id:int}", "mode": "json", "contentTypes": ["application/x-ndjson", "application/json"],
              "parameters": [
                { "name": "id", "in": "route", "required": true, "type": "int", "schema": { "type": "integer", "format": "int32" } },
                { "name": "take", "in": "query", "required": false, "type": "int", "schema": { "type": "integer", "format": "int32" } },
                { "name": "tags", "in": "query", "required": false, "repeated": true, "type": "string[]", "schema": { "type": "array", "items": { "type": "string" } } },
                { "name": "order", "in": "body", "required": true, "type": "Order", "schema": { "$ref": "#/$defs/OrderInput" } }
              ],
              "events": {
                "kind": "union", "naming": "property", "type": "E",
                "cases": [
                  { "name": "start", "type": "E.Start", "schema": { "$ref": "#/$defs/Start" } },
                  { "name": "note", "type": "E.Note", "schema": { "type": "object" } },
                  { "name": "done", "terminal": true, "type": "E.Done", "schema": { "type": "object" } },
                  { "name": "error", "terminal": true, "error": true, "type": "E.Error", "schema": { "type": "object" } }
                ]
              },
              "settings": { "capacity": 16, "highWatermark": 12, "lowWatermark": 4, "overflow": "wait", "maxLag": 16, "maxLagBytes": 1024, "envelope": "none", "batchCount": 1, "compression": "off", "onShutdown": "drain" }
            }
          ],
          "$defs": {
            "OrderInput": { "type": "object", "properties": { "name": { "type": "string" }, "mail": { "type": ["string", "null"] }, "state": { "enum": ["open", "shut"] }, "part": { "anyOf": [{ "$ref": "#/$defs/OrderInput" }, { "type": "null" }] } }, "required": ["name"] },
            "Start": { "type": "object", "properties": { "total": { "type": "integer", "format": "int32" }, "note": { "type": ["string", "null"] }, "state": { "enum": ["open", "shut"] }, "next": { "anyOf": [{ "$ref": "#/$defs/Start" }, { "type": "null" }] }, "list": { "type": "array", "items": { "type": "number", "format": "double" } } }, "required": ["total", "state", "list"] }
          }
        }
        """;

    [Fact]
    public void Nothing_changed_is_nothing_found() => Assert.Empty(Changes(_ => { }));

    [Theory]
    [InlineData(Kind.FunctionRemoved, "", "functions", "[]")]
    [InlineData(Kind.FunctionRenamed, "", "functions/0/name", "\"g\"")]
    [InlineData(Kind.MethodChanged, "method", "functions/0/method", "\"PUT\"")]
    [InlineData(Kind.RouteChanged, "route", "functions/0/route", "\"/g/{id:int}\"")]
    [InlineData(Kind.RouteChanged, "route", "functions/0/route", "\"/f/{id:int:min(1)}\"")]
    [InlineData(Kind.RouteChanged, "route", "functions/0/route", "\"/f/{key:int}\"")]
    [InlineData(Kind.RouteChanged, "route", "functions/0/route", "\"/f/{id:int}/more\"")]
    [InlineData(Kind.RouteChanged, "route", "functions/0/route", "\"/f\"")]
    [InlineData(Kind.AuthorizationAdded, "requiresAuthorization", "functions/0/requiresAuthorization", "true")]
    [InlineData(Kind.ModeChanged, "mode", "functions/0/mode", "\"sse\"")]
    [InlineData(Kind.ContentTypeRemoved, "contentTypes", "functions/0/contentTypes", "[\"application/x-ndjson\"]")]
    [InlineData(Kind.DefaultContentTypeChanged, "contentTypes", "functions/0/contentTypes", "[\"application/json\", \"application/x-ndjson\"]")]
    [InlineData(Kind.FramesChanged, "settings.envelope", "functions/0/settings/envelope", "\"typeData\"")]
    [InlineData(Kind.FramesChanged, "settings.batchCount", "functions/0/settings/batchCount", "2")]
    [InlineData(Kind.FramesChanged, "settings.compressPayloadsOver", "functions/0/settings/compressPayloadsOver", "128")]
    [InlineData(Kind.FramesChanged, "settings.lengthPrefixed", "functions/0/settings/lengthPrefixed", "true")]
    [InlineData(Kind.DeliveryWeakened, "settings.overflow", "functions/0/settings/overflow", "\"dropOldest\"")]
    [InlineData(Kind.ParameterRemoved, "parameters.take", "functions/0/parameters/1/name", "\"limit\"")]
    [InlineData(Kind.ParameterMoved, "parameters.take", "functions/0/parameters/1/in", "\"header\"")]
    [InlineData(Kind.ParameterMoved, "parameters.order", "functions/0/parameters/3/in", "\"rawBody\"")]
    [InlineData(Kind.ParameterBecameRequired, "parameters.take", "functions/0/parameters/1/required", "true")]
    [InlineData(Kind.TypeChanged, "parameters.take", "functions/0/parameters/1/schema/format", "\"int16\"")]
    [InlineData(Kind.TypeChanged, "parameters.take", "functions/0/parameters/1/schema", """{ "type": "boolean" }""")]
    [InlineData(Kind.TypeChanged, "parameters.take", "functions/0/parameters/1/schema", "false")]
    [InlineData(Kind.EventsChanged, "events", "functions/0/events/kind", "\"value\"")]
    [InlineData(Kind.EventsChanged, "events", "functions/0/events/naming", "\"envelope\"")]
    [InlineData(Kind.EventRenamed, "events.note", "functions/0/events/cases/1/name", "\"remark\"")]
    [InlineData(Kind.EventRemoved, "events.note", "functions/0/events/cases/1", """{ "name": "other", "type": "E.Other", "schema": true }""")]
    [InlineData(Kind.TerminalEventAdded, "events.end", "functions/0/events/cases/+", """{ "name": "end", "type": "E.End", "terminal": true, "schema": true }""")]
    [InlineData(Kind.ErrorEventAdded, "events.oops", "functions/0/events/cases/+", """{ "name": "oops", "type": "E.Oops", "error": true, "schema": true }""")]
    [InlineData(Kind.TerminalChanged, "events.note", "functions/0/events/cases/1/terminal", "true")]
    [InlineData(Kind.TerminalChanged, "events.done", "functions/0/events/cases/2/terminal", "false")]
    [InlineData(Kind.ErrorChanged, "events.done", "functions/0/events/cases/2/error", "true")]
    [InlineData(Kind.TypeChanged, "events.start.total", "$defs/Start/properties/total/format", "\"int64\"")]
    [InlineData(Kind.TypeChanged, "events.start.total", "$defs/Start/properties/total/type", "\"string\"")]
    [InlineData(Kind.TypeChanged, "events.start.list[]", "$defs/Start/properties/list/items/type", "\"string\"")]
    [InlineData(Kind.TypeChanged, "events.start.list[]", "$defs/Start/properties/list", """{ "type": "array" }""")]
    [InlineData(Kind.BecameNullable, "events.start.total", "$defs/Start/properties/total/type", """["integer", "null"]""")]
    [InlineData(Kind.PropertyBecameOptional, "events.start.state", "$defs/Start/required", """["total", "list"]""")]
    [InlineData(Kind.PropertyRemoved, "events.start.note", "$defs/Start/properties/note", null)]
    [InlineData(Kind.ValueAdded, "events.start.state", "$defs/Start/properties/state/enum/+", "\"new\"")]
    [InlineData(Kind.PropertyRemoved, "parameters.order.mail", "$defs/OrderInput/properties/mail", null)]
    [InlineData(Kind.NullRefused, "parameters.order.mail", "$defs/OrderInput/properties/mail/type", "\"string\"")]
    [InlineData(Kind.PropertyBecameRequired, "parameters.order.state", "$defs/OrderInput/required/+", "\"state\"")]
    [InlineData(Kind.ValueRemoved, "parameters.order.state", "$defs/OrderInput/properties/state/enum", "[\"open\"]")]
    public void A_breaking_change_is_found_at_its_place(Kind kind, string place, string path, string? value)
    {
        var change = Assert.Single(Changes(contract => JsonPlace.Set(contract, path, value)), change => change.Kind == kind);

        Assert.Equal(("f", place), (change.Function, change.Place));
        Assert.StartsWith(place.Length == 0 ? "f: " : $"f, {place}: ", change.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application", "\"b\"")]
    [InlineData("functions/0/summary", "\"More words.\"")]
    [InlineData("functions/0/deprecated", "true")]
    [InlineData("functions/0/tags", "[\"t\"]")]
    [InlineData("functions/0/route", "\"/F/{ID}\"")]
    [InlineData("functions/0/route", "\"/f/{id:int}/{page?}\"")]
    [InlineData("functions/0/contentTypes", "[\"application/x-ndjson\", \"application/json-seq\", \"application/json\"]")]
    [InlineData("functions/0/parameters/+", """{ "name": "skip", "in": "query", "required": false, "type": "int", "schema": { "type": "integer" } }""")]
    [InlineData("functions/0/parameters/3/name", "\"body\"")]
    [InlineData("functions/0/parameters/0/required", "false")]
    [InlineData("functions/0/parameters/1/schema/format", "\"int64\"")]
    [InlineData("functions/0/parameters/1/schema", """{ "type": "number", "format": "double" }""")]
    [InlineData("functions/0/parameters/1", """{ "name": "Take", "in": "query", "required": false, "repeated": true, "type": "int[]", "schema": { "type": "array", "items": { "type": "integer", "format": "int32" } } }""")]
    [InlineData("functions/0/events/cases/+", """{ "name": "more", "type": "E.More", "schema": { "type": "object" } }""")]
    [InlineData("functions/0/settings/capacity", "32")]
    [InlineData("functions/0/settings/heartbeatSeconds", "5")]
    [InlineData("functions/0/settings/overflow", "\"disconnect\"")]
    [InlineData("$defs/Start/properties/total/format", "\"int16\"")]
    [InlineData("$defs/Start/properties/more", """{ "type": "string" }""")]
    [InlineData("$defs/Start/properties/note/type", "\"string\"")]
    [InlineData("$defs/Start/properties/list/items", """{ "type": "integer", "format": "int32" }""")]
    [InlineData("$defs/Start/properties/state/enum", "[\"open\"]")]
    [InlineData("$defs/Start/required/+", "\"note\"")]
    [InlineData("$defs/OrderInput/properties/more", """{ "type": "string" }""")]
    [InlineData("$defs/OrderInput/properties/name/type", """["string", "null"]""")]
    [InlineData("$defs/OrderInput/properties/state/enum/+", "\"new\"")]
    [InlineData("$defs/OrderInput/required", "[]")]
    public void What_clients_do_not_notice_is_no_change(string path, string value) => Assert.Empty(Changes(contract => JsonPlace.Set(contract, path, value)));

    [Fact]
    public void A_new_function_is_no_change() =>
        Assert.Empty(Changes(contract =>
        {
            var added = contract["functions"]![0]!.DeepClone();
            added["name"] = "g";
            added["route"] = "/g";
            contract["functions"]!.AsArray().Add(added);
        }));

    [Fact]
    public void A_new_required_parameter_is_a_change() =>
        Assert.Equal(
            [(Kind.RequiredParameterAdded, "parameters.key")],
            Changes(contract => JsonPlace.Set(contract, "functions/0/parameters/+", """{ "name": "key", "in": "header", "required": true, "type": "string", "schema": { "type": "string" } }""")).Select(change => (change.Kind, change.Place)));

    [Fact]
    public void A_new_required_property_of_a_body_is_a_change() =>
        Assert.Equal(
            [(Kind.RequiredPropertyAdded, "parameters.order.key")],
            Changes(contract =>
            {
                JsonPlace.Set(contract, "$defs/OrderInput/properties/key", """{ "type": "string" }""");
                JsonPlace.Set(contract, "$defs/OrderInput/required/+", "\"key\"");
            }).Select(change => (change.Kind, change.Place)));

    [Fact]
    public void A_new_property_of_a_closed_event_is_a_change() =>
        Assert.Equal(
            [Kind.PropertyAdded],
            Changes(
                contract => JsonPlace.Set(contract, "$defs/Start/properties/more", """{ "type": "string" }"""),
                contract => JsonPlace.Set(contract, "$defs/Start/additionalProperties", "false")).Select(change => change.Kind));

    [Fact]
    public void Definitions_may_have_other_names() =>
        Assert.Empty(StreamManifest.FindBreakingChanges(StreamManifest.Parse(Contract), StreamManifest.Parse(Contract.Replace("#/$defs/Start", "#/$defs/Begin", StringComparison.Ordinal).Replace("\"Start\":", "\"Begin\":", StringComparison.Ordinal))));

    [Fact]
    public void A_derived_type_is_compared_with_itself()
    {
        const string Shapes = """{ "type": "object", "required": ["$type"], "anyOf": [{ "properties": { "$type": { "const": "circle" }, "radius": { "type": "number", "format": "double" } }, "required": ["radius"] }, { "properties": { "$type": { "const": "square" }, "side": { "type": "number", "format": "double" }, "inner": { "$ref": "#/$defs/Start" } }, "required": ["side"] }] }""";
        static void Begin(JsonObject contract) => JsonPlace.Set(contract, "$defs/Start", Shapes);

        Assert.Empty(Changes(_ => { }, Begin));
        Assert.Equal([Kind.PropertyBecameOptional], Changes(contract => JsonPlace.Set(contract, "$defs/Start/anyOf/1/required", "[]"), Begin).Select(change => change.Kind));
        Assert.NotEmpty(Changes(contract => JsonPlace.Set(contract, "$defs/Start/anyOf/+", """{ "properties": { "$type": { "const": "line" } } }"""), Begin));
    }

    private static IReadOnlyList<StreamManifestChange> Changes(Action<JsonObject> change, Action<JsonObject>? begin = null)
    {
        var old = JsonNode.Parse(Contract)!.AsObject();
        begin?.Invoke(old);
        var current = old.DeepClone().AsObject();
        change(current);
        return StreamManifest.FindBreakingChanges(StreamManifest.Parse(old.ToJsonString()), StreamManifest.Parse(current.ToJsonString()));
    }
}
