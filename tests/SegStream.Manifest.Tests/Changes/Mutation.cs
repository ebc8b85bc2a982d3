using System.Text.Json.Nodes;
using Kind = SegStream.StreamManifestChangeKind;

namespace SegStream.Manifest.Tests.Changes;

/// <summary>One change of a manifest, at a random place where it can be made.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Breaks">What is to be found; null for a compatible change.</param>
/// <param name="TryApply">Makes the change; false when there is no place for it.</param>
internal sealed record Mutation(string Name, Kind? Breaks, Func<JsonObject, Random, bool> TryApply)
{
    public static IReadOnlyList<Mutation> All { get; } = [.. OfFunctions(), .. OfParameters(), .. OfEvents(), .. OfEventSchemas(), .. OfBodySchemas()];

    private static IEnumerable<Mutation> OfFunctions()
    {
        yield return new("remove function", Kind.FunctionRemoved, (contract, random) => RemoveAt(contract["functions"]!.AsArray(), random));
        yield return OnFunction("rename function", Kind.FunctionRenamed, function => function["name"] = "renamed");
        yield return OnFunction("change method", Kind.MethodChanged, function => function["method"] = "DELETE");
        yield return OnFunction("change route", Kind.RouteChanged, function => function["route"] = "/moved" + (string)function["route"]!);
        yield return OnFunction("add constraint", Kind.RouteChanged, function => function["route"] = ((string)function["route"]!).Replace("{id}", "{id:guid}", StringComparison.Ordinal));
        yield return OnFunction("authorize", Kind.AuthorizationAdded, function => function["requiresAuthorization"] = true);
        yield return OnFunction("change mode", Kind.ModeChanged, function => function["mode"] = "sse");
        yield return OnFunction("remove content type", Kind.ContentTypeRemoved, function => function["contentTypes"]!.AsArray().RemoveAt(1));
        yield return OnFunction("length prefix", Kind.FramesChanged, function => function["settings"]!["lengthPrefixed"] = true);
        yield return OnFunction("drop", Kind.DeliveryWeakened, function => function["settings"]!["overflow"] = "dropNewest");
        yield return OnFunction("describe", null, function => function["summary"] = "Words.");
        yield return OnFunction("deprecate", null, function => function["deprecated"] = true);
        yield return OnFunction("add content type", null, function => function["contentTypes"]!.AsArray().Add("application/json-seq"));
        yield return OnFunction("append optional segment", null, function => function["route"] = (string)function["route"]! + "/{page?}");
        yield return OnFunction("beat", null, function => function["settings"]!["heartbeatSeconds"] = 3);
        yield return new("add function", null, (contract, _) =>
        {
            var added = contract["functions"]![0]!.DeepClone();
            added["name"] = "added";
            added["route"] = "/added";
            contract["functions"]!.AsArray().Add(added);
            return true;
        });
    }

    private static IEnumerable<Mutation> OfParameters()
    {
        yield return OnFunction("add required parameter", Kind.RequiredParameterAdded, function => function["parameters"]!.AsArray().Add(NewParameter(isRequired: true)));
        yield return OnFunction("add optional parameter", null, function => function["parameters"]!.AsArray().Add(NewParameter(isRequired: false)));
        yield return OnParameter("remove parameter", Kind.ParameterRemoved, _ => true, parameter => parameter["name"] = "other");
        yield return OnParameter("move parameter", Kind.ParameterMoved, _ => true, parameter => parameter["in"] = "form");
        yield return OnParameter("require parameter", Kind.ParameterBecameRequired, parameter => !(bool)parameter["required"]!, parameter => parameter["required"] = true);
        yield return OnParameter("release parameter", null, parameter => (bool)parameter["required"]!, parameter => parameter["required"] = false);
        yield return OnParameter("change type of parameter", Kind.TypeChanged, _ => true, parameter => parameter["schema"] = new JsonObject { ["type"] = "object" });
        yield return OnParameter("repeat parameter", null, _ => true, parameter =>
        {
            parameter["repeated"] = true;
            parameter["schema"] = new JsonObject { ["type"] = "array", ["items"] = parameter["schema"]!.DeepClone() };
        });
    }

    private static IEnumerable<Mutation> OfEvents()
    {
        yield return OnFunction("change kind of events", Kind.EventsChanged, function => function["events"]!["kind"] = "value");
        yield return OnFunction("move names of events", Kind.EventsChanged, function => function["events"]!["naming"] = "field");
        yield return OnFunction("add terminal event", Kind.TerminalEventAdded, function => function["events"]!["cases"]!.AsArray().Add(NewEvent("terminal")));
        yield return OnFunction("add error event", Kind.ErrorEventAdded, function => function["events"]!["cases"]!.AsArray().Add(NewEvent("error")));
        yield return OnFunction("add event", null, function => function["events"]!["cases"]!.AsArray().Add(NewEvent(null)));
        yield return new("remove event", Kind.EventRemoved, (contract, random) => RemoveAt(Function(contract, random)["events"]!["cases"]!.AsArray(), random));
        yield return OnEvent("rename event", Kind.EventRenamed, item => item["name"] = "renamed");
        yield return OnEvent("change terminal", Kind.TerminalChanged, item => item["terminal"] = !(bool)item["terminal"]!);
        yield return OnEvent("change error", Kind.ErrorChanged, item => item["error"] = !(bool)item["error"]!);
    }

    private static IEnumerable<Mutation> OfEventSchemas()
    {
        yield return OnProperty("remove sent property", Kind.PropertyRemoved, "events", _ => true, place => place.Remove());
        yield return OnProperty("sent may be absent", Kind.PropertyBecameOptional, "events", place => place.IsRequired, place => place.IsRequired = false);
        yield return OnProperty("sent is always there", null, "events", place => !place.IsRequired, place => place.IsRequired = true);
        yield return OnProperty("sent may be null", Kind.BecameNullable, "events", place => place is { IsNullable: false, Word: not null }, place => place.IsNullable = true);
        yield return OnProperty("sent is not null", null, "events", place => place is { IsNullable: true, Word: not null }, place => place.IsNullable = false);
        yield return OnProperty("sent is of another type", Kind.TypeChanged, "events", _ => true, place => place.Schema = place.Other());
        yield return OnProperty("sent is wider", Kind.TypeChanged, "events", place => place.Format == "int32", place => place.Format = "int64");
        yield return OnProperty("sent is narrower", null, "events", place => place.Format == "int64", place => place.Format = "int32");
        yield return OnProperty("sent has a new value", Kind.ValueAdded, "events", place => place.Values is not null, place => place.Values!.Add("new"));
        yield return OnProperty("sent lacks a value", null, "events", place => place.Values is { Count: > 1 }, place => place.Values!.RemoveAt(0));
        yield return OnProperty("more is sent", null, "events", _ => true, place => place.AddSibling(isRequired: true));
    }

    private static IEnumerable<Mutation> OfBodySchemas()
    {
        yield return OnProperty("remove received property", Kind.PropertyRemoved, "body", _ => true, place => place.Remove());
        yield return OnProperty("received has to be there", Kind.PropertyBecameRequired, "body", place => !place.IsRequired, place => place.IsRequired = true);
        yield return OnProperty("received may be absent", null, "body", place => place.IsRequired, place => place.IsRequired = false);
        yield return OnProperty("received must not be null", Kind.NullRefused, "body", place => place is { IsNullable: true, Word: not null }, place => place.IsNullable = false);
        yield return OnProperty("received may be null", null, "body", place => place is { IsNullable: false, Word: not null }, place => place.IsNullable = true);
        yield return OnProperty("received is of another type", Kind.TypeChanged, "body", _ => true, place => place.Schema = place.Other());
        yield return OnProperty("received is narrower", Kind.TypeChanged, "body", place => place.Format == "int64", place => place.Format = "int32");
        yield return OnProperty("received is wider", null, "body", place => place.Format == "int32", place => place.Format = "int64");
        yield return OnProperty("received lacks a value", Kind.ValueRemoved, "body", place => place.Values is { Count: > 1 }, place => place.Values!.RemoveAt(0));
        yield return OnProperty("received has a new value", null, "body", place => place.Values is not null, place => place.Values!.Add("new"));
        yield return OnProperty("more has to be received", Kind.RequiredPropertyAdded, "body", _ => true, place => place.AddSibling(isRequired: true));
        yield return OnProperty("more may be received", null, "body", _ => true, place => place.AddSibling(isRequired: false));
    }

    private static Mutation OnFunction(string name, Kind? breaks, Action<JsonObject> apply) => new(name, breaks, (contract, random) =>
    {
        apply(Function(contract, random));
        return true;
    });

    private static Mutation OnEvent(string name, Kind? breaks, Action<JsonObject> apply) => new(name, breaks, (contract, random) =>
    {
        apply(Item(Function(contract, random)["events"]!["cases"]!.AsArray(), random));
        return true;
    });

    private static Mutation OnParameter(string name, Kind? breaks, Func<JsonObject, bool> fits, Action<JsonObject> apply) => new(name, breaks, (contract, random) =>
    {
        var candidates = Function(contract, random)["parameters"]!.AsArray().Select(item => item!.AsObject()).Where(item => (string)item["in"]! is "query" or "header" && fits(item)).ToList();
        if (candidates.Count == 0)
        {
            return false;
        }

        apply(candidates[random.Next(candidates.Count)]);
        return true;
    });

    private static Mutation OnProperty(string name, Kind? breaks, string direction, Func<PropertyPlace, bool> fits, Action<PropertyPlace> apply) => new(name, breaks, (contract, random) =>
    {
        var places = PropertyPlace.Reachable(contract, direction).Where(fits).ToList();
        if (places.Count == 0)
        {
            return false;
        }

        apply(places[random.Next(places.Count)]);
        return true;
    });

    private static JsonObject Function(JsonObject contract, Random random) => Item(contract["functions"]!.AsArray(), random);

    private static JsonObject Item(JsonArray items, Random random) => items[random.Next(items.Count)]!.AsObject();

    private static bool RemoveAt(JsonArray items, Random random)
    {
        items.RemoveAt(random.Next(items.Count));
        return true;
    }

    private static JsonObject NewParameter(bool isRequired) =>
        new() { ["name"] = "added", ["in"] = "query", ["required"] = isRequired, ["type"] = "T", ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject NewEvent(string? flag)
    {
        var item = new JsonObject { ["name"] = "added", ["type"] = "E.Added", ["schema"] = true };
        if (flag is not null)
        {
            item[flag] = true;
        }

        return item;
    }
}
