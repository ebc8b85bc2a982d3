using System.ComponentModel;

namespace SegStream.Hosting;

/// <summary>What generated code checks once, when endpoints are mapped, so that a mistake stops the application and not a request.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MapTimeChecks
{
    /// <summary>The class of an instance method has to be registered.</summary>
    /// <param name="isService">Whether it is.</param>
    /// <param name="endpoint">The endpoint, as <c>Type.Method</c>.</param>
    /// <param name="type">The class.</param>
    /// <exception cref="InvalidOperationException">It is not registered.</exception>
    public static void RequireTarget(bool isService, string endpoint, Type type)
    {
        if (!isService)
        {
            throw new InvalidOperationException($"The stream endpoint {endpoint} is an instance method, but its class {type} is not registered. Add it to the services, for example with builder.Services.AddScoped<{type.Name}>(), or make the method static.");
        }
    }

    /// <summary>A parameter that can only be a service has to be registered.</summary>
    /// <param name="isService">Whether it is.</param>
    /// <param name="endpoint">The endpoint, as <c>Type.Method</c>.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="type">The type of the parameter.</param>
    /// <exception cref="InvalidOperationException">It is not registered.</exception>
    public static void RequireService(bool isService, string endpoint, string parameter, Type type)
    {
        if (!isService)
        {
            throw new InvalidOperationException($"The parameter '{parameter}' of the stream endpoint {endpoint} can only be a service, but {type} is not registered. Register it, or mark the parameter with [FromBody] if it is the body of the request.");
        }
    }

    /// <summary>A request has one body.</summary>
    /// <param name="endpoint">The endpoint, as <c>Type.Method</c>.</param>
    /// <param name="isBody">For each parameter that may be the body whether it is.</param>
    /// <exception cref="InvalidOperationException">More than one parameter is the body.</exception>
    public static void RequireOneBody(string endpoint, params bool[] isBody)
    {
        ArgumentNullException.ThrowIfNull(isBody);
        if (isBody.Count(static flag => flag) > 1)
        {
            throw new InvalidOperationException($"More than one parameter of the stream endpoint {endpoint} would be read from the body. A request has one body: register the other types as services or put the values in one type.");
        }
    }
}
